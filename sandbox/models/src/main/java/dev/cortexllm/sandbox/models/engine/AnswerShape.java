package dev.cortexllm.sandbox.models.engine;

import com.fasterxml.jackson.databind.JsonNode;

/** What kind of answer a request asks for, whatever the words its vendor uses for that. */
public sealed interface AnswerShape {
    /** Plain words. */
    record Text() implements AnswerShape {}

    /**
     * One JSON document.
     *
     * @param schema JSON Schema that the document follows roughly, or null for any object
     */
    record Json(JsonNode schema) implements AnswerShape {}

    /**
     * One call of a tool.
     *
     * @param tool name of the tool
     * @param parameters JSON Schema of its arguments, or null for none
     */
    record ToolCall(String tool, JsonNode parameters) implements AnswerShape {}
}
