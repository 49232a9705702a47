package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Google reads field names in either case; the rest of this package knows only camel case. */
final class CamelCase {
    /** Below these the names belong to the user. */
    private static final Set<String> FOREIGN =
            Set.of("args", "response", "parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema");

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    private CamelCase() {}

    static JsonNode of(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonText.object().putArray("x");
            array.forEach(item -> copy.add(of(item)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonText.object();
            object.properties().forEach(field -> {
                String name = UNDERSCORE.matcher(field.getKey()).replaceAll(m -> m.group(1)
                        .toUpperCase(Locale.ROOT));
                copy.set(name, FOREIGN.contains(name) ? field.getValue() : of(field.getValue()));
            });
            return copy;
        }
        return node;
    }
}
