package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.Map;
import java.util.Set;

/** Fields of a client's request that Gemini has nothing like. */
final class RestFields {
    /** Fields whose absence the client cannot tell by the answer. */
    private static final Set<String> SILENT = Set.of(
            "stream_options",
            "metadata",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention");

    /** Values that ask for what happens anyway, as JSON. */
    private static final Map<String, Set<String>> NO_WISH = Map.of(
            "store", Set.of("false"),
            "service_tier", Set.of("\"auto\"", "\"default\"", "\"standard_only\""),
            "verbosity", Set.of("\"medium\""),
            "modalities", Set.of("[\"text\"]"),
            "logit_bias", Set.of("{}"));

    private RestFields() {}

    /**
     * Reports what is left out.
     *
     * @param rest fields without a place of their own
     * @param fidelity told of each that asks for something
     * @throws Refused when the policy is strict
     */
    static void report(ObjectNode rest, Fidelity fidelity) throws Refused {
        for (Map.Entry<String, JsonNode> field : rest.properties()) {
            if (!SILENT.contains(field.getKey()) && asks(field.getKey(), field.getValue())) {
                fidelity.lost(field.getKey(), "Gemini has no such field");
            }
        }
    }

    private static boolean asks(String name, JsonNode value) {
        if (name.equals(GoogleExtras.FIELD) && value.isObject()) {
            return false;
        }
        Set<String> noWish = NO_WISH.get(name);
        return !value.isNull() && (noWish == null || !noWish.contains(JsonTrees.text(value)));
    }
}
