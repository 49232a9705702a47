package dev.cortexllm.schema.cel;

import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule's {@code fieldPath}: {@code .spec.name} or {@code .labels['app']}, naming fields and map keys only ({@code ValidFieldPath}). */
final class RulePath {
    private static final Pattern STEP =
            Pattern.compile("\\G(?:\\.([^.\\[\\]']+)|\\['((?:[^'\\\\]|\\\\['\\\\abfnrtv])*)'\\])");

    private RulePath() {}

    /** The path in normal form, or empty when it leads nowhere in {@code schema}. */
    static Optional<String> normalise(String fieldPath, SchemaNode schema) {
        Matcher step = STEP.matcher(fieldPath);
        FieldPath path = FieldPath.ROOT;
        SchemaNode here = schema;
        int end = 0;
        while (step.find()) {
            String name = step.group(1) != null ? step.group(1) : unescape(step.group(2));
            boolean property = here.children().properties().containsKey(name);
            Optional<SchemaNode> below = here.children().field(name);
            if (below.isEmpty()) {
                return Optional.empty();
            }
            path = property ? path.child(name) : path.key(name);
            here = below.get();
            end = step.end();
        }
        return end == fieldPath.length() && end > 0 ? Optional.of(path.text()) : Optional.empty();
    }

    private static String unescape(String quoted) {
        return quoted.replaceAll("\\\\(['\\\\])", "$1").translateEscapes();
    }
}
