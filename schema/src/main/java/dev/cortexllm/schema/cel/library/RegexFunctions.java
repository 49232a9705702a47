package dev.cortexllm.schema.cel.library;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;

/** {@code find} and {@code findAll}: what of a text matches an RE2 expression. */
final class RegexFunctions {
    private RegexFunctions() {}

    static FunctionLibrary library() {
        return new FunctionLibrary()
                .member(
                        "find",
                        SimpleType.STRING,
                        List.of(SimpleType.STRING, SimpleType.STRING),
                        CelFunctionBinding.from(
                                "string_find_string",
                                String.class,
                                String.class,
                                (text, regex) -> findAll(text, regex, 1).stream()
                                        .findFirst()
                                        .orElse("")))
                .member(
                        "findAll",
                        ListType.create(SimpleType.STRING),
                        List.of(SimpleType.STRING, SimpleType.STRING),
                        CelFunctionBinding.from(
                                "string_find_all_string",
                                String.class,
                                String.class,
                                (text, regex) -> findAll(text, regex, -1)))
                .member(
                        "findAll",
                        ListType.create(SimpleType.STRING),
                        List.of(SimpleType.STRING, SimpleType.STRING, SimpleType.INT),
                        CelFunctionBinding.from(
                                "string_find_all_string_int",
                                List.of(String.class, String.class, Long.class),
                                args -> findAll((String) args[0], (String) args[1], (Long) args[2])));
    }

    /** @param limit most matches returned; negative is all */
    private static List<String> findAll(String text, String regex, long limit) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while ((limit < 0 || found.size() < limit) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
