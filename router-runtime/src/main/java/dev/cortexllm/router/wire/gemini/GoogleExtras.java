package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import java.util.Locale;
import java.util.Map;

/**
 * What clients of Google's own OpenAI-compatible API put under {@code extra_body.google} (facts/wire/gemini.md section 8):
 * how to think, what is cached, and how safe to be. It wins over what the request says in OpenAI's words.
 */
final class GoogleExtras {
    /** The field that it stands in. */
    static final String FIELD = "extra_body";

    private static final String GOOGLE = "google";

    private final ObjectNode body;
    private final Fidelity fidelity;

    private GoogleExtras(ObjectNode body, Fidelity fidelity) {
        this.body = body;
        this.fidelity = fidelity;
    }

    /**
     * Puts it into a request.
     *
     * @param rest fields of the client's request without a place of their own
     * @param body the request
     * @param fidelity told of what else stands there
     * @throws Refused when a field has the wrong type, or the policy is strict
     */
    static void write(ObjectNode rest, ObjectNode body, Fidelity fidelity) throws Refused {
        GoogleExtras extras = new GoogleExtras(body, fidelity);
        for (Map.Entry<String, JsonNode> field : rest.path(FIELD).properties()) {
            if (field.getKey().equals(GOOGLE) && field.getValue().isObject()) {
                extras.google(field.getValue());
            } else if (!field.getValue().isNull()) {
                extras.lost(FIELD + "." + field.getKey());
            }
        }
    }

    private void google(JsonNode google) throws Refused {
        for (Map.Entry<String, JsonNode> field : google.properties()) {
            String at = FIELD + "." + GOOGLE + "." + field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                continue;
            }
            switch (field.getKey()) {
                case "thinking_config" -> thinking(checked(value, value.isObject(), at, "an object"), at);
                case "cached_content" -> body.set("cachedContent", checked(value, value.isTextual(), at, "a string"));
                case "safety_settings" -> body.set("safetySettings", checked(value, value.isArray(), at, "an array"));
                default -> lost(at);
            }
        }
    }

    private void thinking(JsonNode config, String at) throws Refused {
        ObjectNode thinking = body.withObject("/generationConfig").putObject("thinkingConfig");
        for (Map.Entry<String, JsonNode> field : config.properties()) {
            JsonNode value = field.getValue();
            String inner = at + "." + field.getKey();
            if (value.isNull()) {
                continue;
            }
            switch (field.getKey()) {
                case "include_thoughts" ->
                    thinking.set("includeThoughts", checked(value, value.isBoolean(), inner, "true or false"));
                case "thinking_budget" ->
                    thinking.set("thinkingBudget", checked(value, value.isInt(), inner, "an integer"));
                case "thinking_level" -> {
                    String level =
                            checked(value, value.isTextual(), inner, "a string").textValue();
                    thinking.put("thinkingLevel", level.toUpperCase(Locale.ROOT));
                }
                default -> lost(inner);
            }
        }
    }

    private static JsonNode checked(JsonNode value, boolean right, String at, String wanted) throws Refused {
        if (!right) {
            throw new Refused("'" + at + "' must be " + wanted + ".", at, null);
        }
        return value;
    }

    private void lost(String field) throws Refused {
        fidelity.lost(field, "Gemini has no such field");
    }
}
