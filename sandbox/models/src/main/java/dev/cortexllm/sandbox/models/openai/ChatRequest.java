package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerShapes;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.List;
import java.util.OptionalInt;

/** Reads the body of a chat request. */
final class ChatRequest {
    private ChatRequest() {}

    /** Turns a body into what the engine understands. */
    static GenerationRequest read(ObjectNode body, String id, String model, boolean thinks) {
        List<String> prompt = Messages.read(body);
        Fields.range(body, "temperature", 0, 2);
        Fields.range(body, "top_p", 0, 1);
        Fields.range(body, "presence_penalty", -2, 2);
        Fields.range(body, "frequency_penalty", -2, 2);
        onlyOneChoice(body);
        streamOptions(body);
        List<Tool> tools = Tools.read(body);
        List<AnswerPart> parts = AnswerShapes.choose(
                Tools.allowed(body, tools),
                Tools.choice(body, tools),
                prompt.get(prompt.size() - 1),
                format(body.path("response_format")));
        return new GenerationRequest(
                id,
                model,
                prompt,
                maxTokens(body),
                Fields.texts(body, "stop"),
                thinks ? AnswerShapes.afterThinking(parts) : parts);
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

    private static AnswerPart format(JsonNode format) {
        return switch (format.path("type").asText("text")) {
            case "json_object" -> new AnswerPart.Json(null);
            case "json_schema" -> {
                if (!format.path("json_schema").hasNonNull("name")) {
                    throw Fields.missing("response_format.json_schema.name");
                }
                yield new AnswerPart.Json(format.path("json_schema").path("schema"));
            }
            case "text" -> new AnswerPart.Text();
            default ->
                throw ApiError.badRequest("Invalid value: '%s'. Supported values are: 'json_object',"
                                        .formatted(format.path("type").asText())
                                + " 'json_schema', and 'text'.")
                        .at("response_format.type")
                        .because("invalid_value");
        };
    }
}
