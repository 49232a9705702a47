package dev.cortexllm.sandbox.models.engine;

import com.fasterxml.jackson.databind.JsonNode;

/** One part of what a request asks for, whatever the words its vendor uses for that. */
public sealed interface AnswerPart {
    /** What the model says to itself first. Whether anybody gets to see it is the vendor's affair; it costs in any case. */
    record Thinking() implements AnswerPart {}

    /** Plain words. */
    record Text() implements AnswerPart {}

    /**
     * One JSON document.
     *
     * @param schema JSON Schema that the document follows roughly, or null for any object
     */
    record Json(JsonNode schema) implements AnswerPart {}

    /**
     * One call of a tool.
     *
     * @param tool name of the tool
     * @param parameters JSON Schema of its arguments, or null for none
     */
    record ToolCall(String tool, JsonNode parameters) implements AnswerPart {}
}
