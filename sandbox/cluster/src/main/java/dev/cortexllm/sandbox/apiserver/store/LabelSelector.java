package dev.cortexllm.sandbox.apiserver.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Label selectors, as query text ({@code a=b,c!=d,e in (f,g),!h,i}) and as the object form of workloads. */
public final class LabelSelector {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern COMPARISON = Pattern.compile("([^=!<>\\s]+)\\s*(==|=|!=|<|>)\\s*(.*)");

    private LabelSelector() {}

    /**
     * Parses query text; empty text selects everything.
     *
     * @throws ApiError 400 when it is malformed
     */
    public static Predicate<JsonNode> parse(String text) {
        Predicate<Map<String, String>> all = labels -> true;
        for (String part : text.split(",(?![^(]*\\))")) {
            if (!part.isBlank()) {
                all = all.and(requirement(part.trim(), text));
            }
        }
        Predicate<Map<String, String>> selector = all;
        return object -> selector.test(Meta.labels(object));
    }

    private static Predicate<Map<String, String>> requirement(String part, String whole) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            Set<String> values =
                    Arrays.stream(set.group(3).split(",")).map(String::trim).collect(Collectors.toSet());
            return set.group(2).equals("in") ? in(set.group(1), values) : notIn(set.group(1), values);
        }
        Matcher comparison = COMPARISON.matcher(part);
        if (comparison.matches()) {
            return compare(
                    comparison.group(1),
                    comparison.group(2),
                    comparison.group(3).trim());
        }
        if (part.matches("!\\s*[^\\s=()]+")) {
            String key = part.substring(1).trim();
            return labels -> !labels.containsKey(key);
        }
        if (part.matches("[^\\s=()]+")) {
            return labels -> labels.containsKey(part);
        }
        throw ApiError.badRequest("unable to parse requirement: " + part + " in label selector \"" + whole + "\"");
    }

    private static Predicate<Map<String, String>> compare(String key, String operator, String value) {
        return switch (operator) {
            case "!=" -> notIn(key, Set.of(value));
            case "<" -> labels -> number(labels.get(key)) < number(value);
            case ">" -> labels -> number(labels.get(key)) > number(value);
            default -> in(key, Set.of(value));
        };
    }

    private static double number(String text) {
        // NaN compares false both ways: a label that is absent or no number matches neither < nor >
        return text != null && text.matches("-?\\d+") ? Double.parseDouble(text) : Double.NaN;
    }

    private static Predicate<Map<String, String>> in(String key, Set<String> values) {
        return labels -> labels.containsKey(key) && values.contains(labels.get(key));
    }

    private static Predicate<Map<String, String>> notIn(String key, Set<String> values) {
        return in(key, values).negate();
    }

    /** The object form: {@code matchLabels} and {@code matchExpressions}. */
    public static Predicate<JsonNode> of(JsonNode selector) {
        Predicate<Map<String, String>> all = labels -> true;
        for (Map.Entry<String, JsonNode> e : Json.entries(selector.path("matchLabels"))) {
            all = all.and(in(e.getKey(), Set.of(e.getValue().asText())));
        }
        for (JsonNode expression : Json.elements(selector.path("matchExpressions"))) {
            all = all.and(expression(expression));
        }
        Predicate<Map<String, String>> result = all;
        return object -> result.test(Meta.labels(object));
    }

    private static Predicate<Map<String, String>> expression(JsonNode expression) {
        String key = Json.text(expression, "key");
        Set<String> values = Json.elements(expression.path("values")).stream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return switch (Json.text(expression, "operator")) {
            case "In" -> in(key, values);
            case "NotIn" -> notIn(key, values);
            case "Exists" -> labels -> labels.containsKey(key);
            default -> labels -> !labels.containsKey(key);
        };
    }

    /** The object form as query text, as the scale subresource and tables show it. */
    public static String format(JsonNode selector) {
        List<String> parts = Json.entries(selector.path("matchLabels")).stream()
                .map(e -> e.getKey() + "=" + e.getValue().asText())
                .sorted()
                .collect(Collectors.toList());
        for (JsonNode expression : Json.elements(selector.path("matchExpressions"))) {
            parts.add(formatExpression(expression));
        }
        return String.join(",", parts);
    }

    private static String formatExpression(JsonNode expression) {
        String key = Json.text(expression, "key");
        String values = Json.elements(expression.path("values")).stream()
                .map(JsonNode::asText)
                .sorted()
                .collect(Collectors.joining(","));
        return switch (Json.text(expression, "operator")) {
            case "In" -> key + " in (" + values + ")";
            case "NotIn" -> key + " notin (" + values + ")";
            case "Exists" -> key;
            default -> "!" + key;
        };
    }
}
