package dev.cortexllm.router.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** What the answer's text must be; a call without one wants plain text. */
public sealed interface AnswerFormat {
    /** Any JSON object. */
    record JsonObject() implements AnswerFormat {}

    /**
     * JSON after a schema.
     *
     * @param name its name, or null
     * @param description what it is for, or null
     * @param schema the JSON schema
     * @param strict whether it binds to the letter, or null
     */
    record JsonSchema(String name, String description, JsonNode schema, Boolean strict) implements AnswerFormat {}
}
