package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.ScannedRequest.Given;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonSpan;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a target's configuration says where the client is silent, under the vendor's names and within what it takes. */
final class DefaultFields {
    private final Quirks quirks;
    private final Map<String, String> fields = new LinkedHashMap<>(4);

    /**
     * @param target whose defaults
     * @param quirks of its model
     * @param given what the client says
     * @param clientTemperature the temperature that the client gives, or null
     */
    DefaultFields(TargetModel target, Quirks quirks, Given given, JsonSpan clientTemperature) {
        this.quirks = quirks;
        Parameters defaults = target.defaults();
        if (defaults.maxTokens() != null && !given.maxTokens()) {
            Long most = target.maxOutputTokens();
            put("max_tokens", most == null ? defaults.maxTokens() : Math.min(most, defaults.maxTokens()));
        }
        if (defaults.temperature() != null && !given.temperature()) {
            BigDecimal most = quirks.sampling().maxTemperature();
            put("temperature", most == null ? defaults.temperature() : most.min(defaults.temperature()));
        }
        BigDecimal temperature = given.temperature() ? number(clientTemperature) : defaults.temperature();
        boolean greedy = quirks.sampling().greedyAlone() && temperature != null && temperature.signum() == 0;
        if (defaults.topP() != null && !given.topP() && !greedy) {
            put("top_p", defaults.topP());
        }
    }

    private static BigDecimal number(JsonSpan field) {
        return field == null ? null : field.number();
    }

    private void put(String field, long value) {
        put(field, BigDecimal.valueOf(value));
    }

    /** What the vendor does not take is left out: the client misses nothing that it asked for. */
    private void put(String field, BigDecimal value) {
        String name = quirks.renamed().getOrDefault(field, field);
        if (quirks.takes(name) && !quirks.fixed().contains(name)) {
            fields.put(name, value.toPlainString());
        }
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether a null of the client's must go, so that no field stands there twice. */
    boolean replaces(String field) {
        return fields.containsKey(field) || fields.containsKey(quirks.renamed().get(field));
    }

    /** The fields, each with a comma before it. */
    byte[] json() {
        StringBuilder json = new StringBuilder(32);
        fields.forEach(
                (name, value) -> json.append(",\"").append(name).append("\":").append(value));
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
