package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.List;

/**
 * How the model is made to answer in JSON (facts/wire/anthropic.md section 8, golden.md G9): by {@code output_config.format}
 * where it knows that; otherwise by a tool whose input is the answer; and by a sentence where there is no schema.
 */
final class AnswerSchema {
    /** What is told to a model that shall answer with any JSON object. */
    static final String INSTRUCTION =
            "Answer with one JSON object and nothing else: no words around it, no Markdown fence.";

    private static final String TOOL = "json_tool_call";
    private static final List<String> NAMED = List.of("properties", "$defs", "definitions", "patternProperties");
    private static final List<String> LISTED = List.of("anyOf", "allOf", "oneOf", "prefixItems");
    private static final List<String> SINGLE =
            List.of("items", "not", "if", "then", "else", "contains", "additionalProperties");

    private AnswerSchema() {}

    /** The schema that is wanted, or null. */
    static JsonNode of(AnswerFormat format) {
        return format instanceof AnswerFormat.JsonSchema json && json.schema() != null ? json.schema() : null;
    }

    /**
     * The form of the answer as the model's generation knows it.
     *
     * @param schema what the answer must be
     * @return {@code output_config.format}
     */
    static ObjectNode format(JsonNode schema) {
        ObjectNode format = JsonTrees.object().put("type", "json_schema");
        JsonNode copy = schema.deepCopy();
        close(copy);
        format.set("schema", copy);
        return format;
    }

    /**
     * A tool whose input is the answer.
     *
     * @param schema what the answer must be
     * @param names names of the other tools
     * @return the tool
     */
    static ObjectNode tool(JsonNode schema, ToolNames names) {
        ObjectNode tool = JsonTrees.object().put("name", names.own(TOOL));
        tool.put("description", "Takes your answer: call it once, and its input is what the user reads.");
        ObjectNode input = tool.putObject("input_schema").put("type", "object");
        if (schema instanceof ObjectNode object) {
            input.setAll(object);
        }
        return tool;
    }

    /** Says of every object of a schema that it has no other members, as Anthropic demands. */
    private static void close(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        boolean isObject = object.path("type").asText().equals("object") || object.has("properties");
        if (isObject && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        NAMED.forEach(name -> object.path(name).forEach(AnswerSchema::close));
        LISTED.forEach(name -> object.path(name).forEach(AnswerSchema::close));
        SINGLE.forEach(name -> close(object.path(name)));
    }
}
