package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.Set;

/** Reads {@code output_config}: how much effort, and in which form. */
final class OutputConfig {
    private OutputConfig() {}

    /** Returns what is answered when no tool is called. */
    static AnswerPart shape(ObjectNode body) {
        JsonNode config = body.path("output_config");
        Blocks.refuseUnknown(config, Set.of("effort", "format"), "output_config.");
        if (!config.path("effort").asText("high").matches("low|medium|high|xhigh|max")) {
            throw ApiError.badRequest(
                    "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
        }
        JsonNode format = config.path("format");
        if (format.isMissingNode() || format.isNull()) {
            return new AnswerPart.Text();
        }
        Blocks.refuseUnknown(format, Set.of("type", "schema"), "output_config.format.");
        if (!format.path("type").asText().equals("json_schema")
                || !format.path("schema").isObject()) {
            throw ApiError.badRequest("output_config.format: Input should be a json_schema with a schema");
        }
        checkClosed(format.get("schema"));
        return new AnswerPart.Json(format.get("schema"));
    }

    private static void checkClosed(JsonNode schema) {
        boolean object = schema.path("type").asText().equals("object");
        if (object && schema.path("additionalProperties").asBoolean(true)) {
            throw ApiError.badRequest("output_config.format.schema: For 'object' type, 'additionalProperties' must be"
                    + " explicitly set to false");
        }
        schema.path("properties").forEach(OutputConfig::checkClosed);
        schema.path("$defs").forEach(OutputConfig::checkClosed);
        schema.path("anyOf").forEach(OutputConfig::checkClosed);
        if (schema.path("items").isObject()) {
            checkClosed(schema.get("items"));
        }
    }
}
