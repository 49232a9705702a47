package dev.cortexllm.schema.cel.library;

import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import dev.cortexllm.schema.node.GoText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code '%s has %d items'.format([name, count])} of CEL's string extension, mostly for message expressions. */
final class FormatFunction {
    private static final Pattern CLAUSE = Pattern.compile("%(?:\\.(\\d+))?([a-zA-Z%])");
    private static final int DEFAULT_PRECISION = 6;

    private FormatFunction() {}

    static FunctionLibrary library() {
        return new FunctionLibrary()
                .member(
                        "format",
                        SimpleType.STRING,
                        List.of(SimpleType.STRING, ListType.create(SimpleType.DYN)),
                        CelFunctionBinding.from("string_format", String.class, List.class, FormatFunction::format));
    }

    private static String format(String text, List<?> arguments) {
        StringBuilder out = new StringBuilder();
        Matcher clause = CLAUSE.matcher(text);
        int next = 0;
        while (clause.find()) {
            String words = "%";
            if (!clause.group(2).equals("%")) {
                if (next == arguments.size()) {
                    throw new IllegalArgumentException("index " + next + " out of range");
                }
                int precision = clause.group(1) == null ? DEFAULT_PRECISION : Integer.parseInt(clause.group(1));
                words = one(clause.group(2), precision, arguments.get(next++));
            }
            clause.appendReplacement(out, Matcher.quoteReplacement(words));
        }
        clause.appendTail(out);
        return out.toString();
    }

    private static String one(String verb, int precision, Object value) {
        return switch (verb) {
            case "s" -> words(value);
            case "d" -> value instanceof Double ? refuse(verb, value) : words(number(verb, value));
            case "f" ->
                new BigDecimal(number(verb, value).toString())
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toPlainString();
            case "e" ->
                String.format(
                        Locale.ROOT, "%." + precision + "e", number(verb, value).doubleValue());
            case "b" ->
                value instanceof Boolean set
                        ? (set ? "1" : "0")
                        : Long.toBinaryString(number(verb, value).longValue());
            case "o" -> Long.toOctalString(number(verb, value).longValue());
            case "x" -> Long.toHexString(number(verb, value).longValue());
            case "X" -> Long.toHexString(number(verb, value).longValue()).toUpperCase(Locale.ROOT);
            default -> throw new IllegalArgumentException("unrecognized formatting clause \"" + verb + "\"");
        };
    }

    private static Number number(String verb, Object value) {
        return value instanceof Number number ? number : Long.valueOf(refuse(verb, value));
    }

    private static String refuse(String verb, Object value) {
        throw new IllegalArgumentException("formatting clause %" + verb + " cannot take " + words(value));
    }

    private static String words(Object value) {
        if (value instanceof Double number) {
            return GoText.number(number);
        }
        if (value instanceof Duration duration) {
            return new BigDecimal(duration.getSeconds())
                            .add(BigDecimal.valueOf(duration.getNano(), 9))
                            .stripTrailingZeros()
                            .toPlainString()
                    + "s";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FormatFunction::words).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(words(key), words(item)));
            return sorted.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value == NullValue.NULL_VALUE ? "null" : String.valueOf(value);
    }
}
