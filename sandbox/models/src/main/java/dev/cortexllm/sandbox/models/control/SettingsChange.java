package dev.cortexllm.sandbox.models.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.EngineSettings;
import dev.cortexllm.sandbox.models.wire.JsonText;
import java.time.Duration;

/** Settings as JSON: what is not mentioned stays. */
final class SettingsChange {
    private SettingsChange() {}

    /**
     * Applies a change.
     *
     * @throws IllegalArgumentException naming the field at fault
     */
    static EngineSettings apply(EngineSettings now, ObjectNode change) {
        EngineSettings changed = now;
        for (var field : change.properties()) {
            changed = with(changed, field.getKey(), field.getValue());
        }
        return changed;
    }

    private static EngineSettings with(EngineSettings s, String name, JsonNode value) {
        return switch (name) {
            case "capacity" ->
                new EngineSettings(
                        number(name, value),
                        s.queueLimit(),
                        s.timeToFirstToken(),
                        s.timePerToken(),
                        s.completionTokens());
            case "queueLimit" ->
                new EngineSettings(
                        s.capacity(),
                        number(name, value),
                        s.timeToFirstToken(),
                        s.timePerToken(),
                        s.completionTokens());
            case "timeToFirstToken" ->
                new EngineSettings(
                        s.capacity(), s.queueLimit(), duration(value), s.timePerToken(), s.completionTokens());
            case "timePerToken" ->
                new EngineSettings(
                        s.capacity(), s.queueLimit(), s.timeToFirstToken(), duration(value), s.completionTokens());
            case "completionTokens" ->
                new EngineSettings(
                        s.capacity(), s.queueLimit(), s.timeToFirstToken(), s.timePerToken(), number(name, value));
            default ->
                throw new IllegalArgumentException(name + " is not a setting; there are capacity, queueLimit,"
                        + " timeToFirstToken, timePerToken, completionTokens");
        };
    }

    private static int number(String name, JsonNode value) {
        if (!value.canConvertToInt()) {
            throw new IllegalArgumentException(name + " must be a whole number: " + value);
        }
        return value.intValue();
    }

    private static Duration duration(JsonNode value) {
        return Durations.parse(value.asText());
    }

    static ObjectNode json(EngineSettings settings) {
        return JsonText.object()
                .put("capacity", settings.capacity())
                .put("queueLimit", settings.queueLimit())
                .put("timeToFirstToken", micros(settings.timeToFirstToken()))
                .put("timePerToken", micros(settings.timePerToken()))
                .put("completionTokens", settings.completionTokens());
    }

    private static String micros(Duration duration) {
        long nanos = duration.toNanos();
        return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000 + "us";
    }
}
