package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.AnswerShapes;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.engine.ToolChoice;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the body of {@code /v1/messages}, and refuses what Anthropic refuses, in its words. */
final class MessagesRequest {
    private static final Set<String> KNOWN = Set.of(
            ("model max_tokens messages system stop_sequences stream temperature top_p top_k tools tool_choice thinking"
                            + " output_config metadata service_tier cache_control container inference_geo mcp_servers"
                            + " context_management")
                    .split(" "));

    private MessagesRequest() {}

    /** Turns a body into what the engine understands. */
    static GenerationRequest read(ObjectNode body, String id, String model) {
        int maxTokens = maxTokens(body);
        List<String> prompt = prompt(body);
        range(body, "temperature");
        range(body, "top_p");
        List<Tool> tools = tools(body);
        AnswerShape shape =
                AnswerShapes.choose(tools, choice(body, tools), prompt.get(prompt.size() - 1), format(body));
        return new GenerationRequest(id, model, prompt, OptionalInt.of(maxTokens), stops(body), shape);
    }

    /** Returns the texts that count: the system text, if any, and one per message. */
    static List<String> prompt(ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw ApiError.badRequest(name + ": Extra inputs are not permitted");
            }
        });
        List<String> prompt = new ArrayList<>();
        if (body.hasNonNull("system")) {
            prompt.add(Turns.text(body.get("system"), "system"));
        }
        prompt.addAll(Turns.read(body.path("messages")));
        return prompt;
    }

    private static int maxTokens(ObjectNode body) {
        JsonNode value = body.path("max_tokens");
        if (value.isMissingNode() || value.isNull()) {
            throw ApiError.badRequest("max_tokens: Field required");
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw ApiError.badRequest("max_tokens: Input should be a valid integer");
        }
        if (value.intValue() < 1) {
            throw ApiError.badRequest("max_tokens: must be greater than or equal to 1");
        }
        return value.intValue();
    }

    private static void range(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
            if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
                throw ApiError.badRequest(name + ": range: 0..1");
            }
        }
    }

    private static List<String> stops(ObjectNode body) {
        List<String> stops = new ArrayList<>();
        for (JsonNode stop : body.path("stop_sequences")) {
            if (stop.asText().isBlank()) {
                throw ApiError.badRequest("stop_sequences: each stop sequence must contain non-whitespace");
            }
            stops.add(stop.asText());
        }
        return stops;
    }

    private static AnswerShape format(ObjectNode body) {
        JsonNode format = body.path("output_config").path("format");
        if (format.isMissingNode() || format.isNull()) {
            return new AnswerShape.Text();
        }
        if (!format.path("type").asText().equals("json_schema") || !format.hasNonNull("schema")) {
            throw ApiError.badRequest("output_config.format: Input should be a json_schema with a schema");
        }
        return new AnswerShape.Json(format.get("schema"));
    }

    private static List<Tool> tools(ObjectNode body) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            String place = "tools." + tools.size() + ".custom.";
            if (!tool.path("name").asText().matches("[a-zA-Z0-9_-]{1,128}")) {
                throw ApiError.badRequest(place + "name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
            }
            if (!tool.path("input_schema").path("type").asText().equals("object")) {
                throw ApiError.badRequest(place + "input_schema.type: Input should be 'object'");
            }
            tools.add(new Tool(tool.get("name").asText(), tool.get("input_schema")));
        }
        return tools;
    }

    private static ToolChoice choice(ObjectNode body, List<Tool> tools) {
        JsonNode choice = body.path("tool_choice");
        if (choice.isMissingNode() || choice.isNull()) {
            return ToolChoice.AUTO;
        }
        if (tools.isEmpty()) {
            throw ApiError.badRequest("tool_choice: may only be specified while providing tools");
        }
        return switch (choice.path("type").asText()) {
            case "auto" -> ToolChoice.AUTO;
            case "any" -> ToolChoice.REQUIRED;
            case "none" -> ToolChoice.NONE;
            case "tool" -> named(choice.path("name").asText(), tools);
            default ->
                throw ApiError.badRequest(
                        "tool_choice: Input tag '" + choice.path("type").asText()
                                + "' found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'");
        };
    }

    private static ToolChoice named(String name, List<Tool> tools) {
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw ApiError.badRequest("Tool '" + name + "' not found in provided tools");
        }
        return ToolChoice.named(name);
    }
}
