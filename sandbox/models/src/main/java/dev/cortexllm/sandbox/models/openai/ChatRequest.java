package dev.cortexllm.sandbox.models.openai;

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

/** Reads the body of a chat request. */
final class ChatRequest {
    private ChatRequest() {}

    /** Turns a body into what the engine understands. */
    static GenerationRequest read(ObjectNode body, String id, String model) {
        List<String> prompt = Messages.read(body);
        Fields.range(body, "temperature", 0, 2);
        Fields.range(body, "top_p", 0, 1);
        Fields.range(body, "presence_penalty", -2, 2);
        Fields.range(body, "frequency_penalty", -2, 2);
        onlyOneChoice(body);
        streamOptions(body);
        List<Tool> tools = tools(body);
        AnswerShape shape = AnswerShapes.choose(
                tools, toolChoice(body, tools), prompt.get(prompt.size() - 1), format(body.path("response_format")));
        return new GenerationRequest(id, model, prompt, maxTokens(body), Fields.texts(body, "stop"), shape);
    }

    /** Returns whether the request forces one tool by name; OpenAI then finishes with {@code stop}. */
    static boolean namesTool(ObjectNode body) {
        return body.path("tool_choice").path("function").hasNonNull("name");
    }

    static boolean includesUsage(ObjectNode body) {
        return Fields.flag(body.path("stream_options"), "include_usage");
    }

    static void streamOptions(ObjectNode body) {
        if (Fields.present(body, "stream_options") && !Fields.flag(body, "stream")) {
            throw ApiError.badRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.")
                    .at("stream_options");
        }
    }

    static void onlyOneChoice(ObjectNode body) {
        OptionalInt n = Fields.positive(body, "n");
        if (n.orElse(1) > 1) {
            throw ApiError.badRequest("This simulated server makes one choice per request: 'n' must be 1.")
                    .at("n")
                    .because("unsupported_value");
        }
    }

    private static OptionalInt maxTokens(ObjectNode body) {
        OptionalInt current = Fields.positive(body, "max_completion_tokens");
        OptionalInt old = Fields.positive(body, "max_tokens");
        return current.isPresent() ? current : old;
    }

    private static AnswerShape format(JsonNode format) {
        return switch (format.path("type").asText("text")) {
            case "json_object" -> new AnswerShape.Json(null);
            case "json_schema" -> {
                if (!format.path("json_schema").hasNonNull("name")) {
                    throw Fields.missing("response_format.json_schema.name");
                }
                yield new AnswerShape.Json(format.path("json_schema").path("schema"));
            }
            case "text" -> new AnswerShape.Text();
            default ->
                throw ApiError.badRequest("Invalid value: '%s'. Supported values are: 'json_object',"
                                        .formatted(format.path("type").asText())
                                + " 'json_schema', and 'text'.")
                        .at("response_format.type")
                        .because("invalid_value");
        };
    }

    private static List<Tool> tools(ObjectNode body) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            JsonNode function = tool.path("function");
            String place = "tools[" + tools.size() + "].function";
            if (!function.path("name").isTextual()) {
                throw Fields.missing(place + ".name");
            }
            String name = function.get("name").textValue();
            if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
                throw ApiError.badRequest("Invalid '%s.name': string does not match pattern. Expected a string that"
                                        .formatted(place)
                                + " matches the pattern '^[a-zA-Z0-9_-]+$'.")
                        .at(place + ".name")
                        .because("invalid_value");
            }
            tools.add(new Tool(name, function.get("parameters")));
        }
        return tools;
    }

    private static ToolChoice toolChoice(ObjectNode body, List<Tool> tools) {
        JsonNode choice = body.path("tool_choice");
        if (choice.isMissingNode() || choice.isNull()) {
            return ToolChoice.AUTO;
        }
        if (tools.isEmpty() && !choice.asText().equals("none")) {
            throw ApiError.badRequest("Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are"
                            + " specified.")
                    .at("tool_choice");
        }
        if (namesTool(body)) {
            String name = choice.path("function").path("name").asText();
            if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
                throw ApiError.badRequest("Tool choice '" + name + "' not found in 'tools' parameter.")
                        .at("tool_choice");
            }
            return ToolChoice.named(name);
        }
        return switch (choice.asText()) {
            case "none" -> ToolChoice.NONE;
            case "auto" -> ToolChoice.AUTO;
            case "required" -> ToolChoice.REQUIRED;
            default ->
                throw ApiError.badRequest("Invalid value: '%s'. Supported values are: 'none', 'auto', and"
                                        .formatted(choice.asText())
                                + " 'required'.")
                        .at("tool_choice")
                        .because("invalid_value");
        };
    }
}
