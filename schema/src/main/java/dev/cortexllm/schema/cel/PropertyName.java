package dev.cortexllm.schema.cel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a property is written in CEL: {@code my-field} is {@code self.my__dash__field} ({@code apiserver/pkg/cel/escaping.go}). */
final class PropertyName {
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");
    private static final Pattern SUPPORTED = Pattern.compile("[a-zA-Z_./-][a-zA-Z0-9_./-]*");
    private static final Pattern ESCAPED = Pattern.compile("__|[-./]");
    private static final Map<String, String> ESCAPES =
            Map.of("__", "__underscores__", ".", "__dot__", "-", "__dash__", "/", "__slash__");

    private PropertyName() {}

    /** The identifier for {@code property}, or empty when CEL cannot reach a property of that name. */
    static Optional<String> escape(String property) {
        if (RESERVED.contains(property)) {
            return Optional.of("__" + property + "__");
        }
        if (!SUPPORTED.matcher(property).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                ESCAPED.matcher(property).replaceAll(found -> Matcher.quoteReplacement(ESCAPES.get(found.group()))));
    }
}
