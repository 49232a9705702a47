package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import java.util.Map;
import java.util.Set;

/** What becomes of fields of a request that the neutral model has no place for. */
final class RestReport {
    /** Fields that change nothing in the answer: how usage is told, what is kept, and hints for a cache. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "stream_options", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "service_tier");

    /** Values that say what is so anyway. */
    private static final Map<String, String> USUAL = Map.of("verbosity", "\"medium\"", "modalities", "[\"text\"]");

    private RestReport() {}

    /**
     * Reports each field that means something.
     *
     * @param rest the fields
     * @param fidelity told of them
     * @throws Refused when the policy wants that
     */
    static void report(ObjectNode rest, Fidelity fidelity) throws Refused {
        for (Map.Entry<String, JsonNode> field : rest.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (!WITHOUT_EFFECT.contains(name)
                    && !empty(value)
                    && !value.toString().equals(USUAL.get(name))) {
                fidelity.lost(name, "Anthropic has no such parameter");
            }
        }
    }

    /** Whether a value asks for nothing. */
    private static boolean empty(JsonNode value) {
        return value.isNull()
                || value.isBoolean() && !value.booleanValue()
                || value.isContainerNode() && value.isEmpty()
                || value.isTextual() && value.textValue().isEmpty();
    }
}
