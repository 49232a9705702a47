package dev.cortexllm.sandbox.models.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.AnswerShapes;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.Tool;
import dev.cortexllm.sandbox.models.engine.ToolChoice;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads the bodies of {@code /api/chat} and {@code /api/generate}. Ollama passes over fields it does not know. */
final class OllamaRequest {
    private OllamaRequest() {}

    static GenerationRequest chat(ObjectNode body, String id, String model) {
        List<String> prompt = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            JsonNode content = message.path("content");
            if (!content.isTextual() && !content.isMissingNode() && !content.isNull()) {
                throw ApiError.badRequest(
                        "json: cannot unmarshal " + content.getNodeType().name().toLowerCase(Locale.ROOT)
                                + " into Go struct field ChatRequest.messages.content of type string");
            }
            checkCalls(message);
            prompt.add(content.asText(""));
        }
        List<Tool> tools = new ArrayList<>();
        body.path("tools")
                .forEach(tool -> tools.add(new Tool(
                        tool.path("function").path("name").asText(),
                        tool.path("function").get("parameters"))));
        List<AnswerPart> parts =
                AnswerShapes.choose(tools, ToolChoice.AUTO, prompt.get(prompt.size() - 1), format(body));
        return new GenerationRequest(id, model, prompt, limit(body), stops(body), parts);
    }

    static GenerationRequest generate(ObjectNode body, String id, String model) {
        List<String> prompt = new ArrayList<>();
        if (body.hasNonNull("system")) {
            prompt.add(body.get("system").asText());
        }
        prompt.add(body.path("prompt").asText());
        return new GenerationRequest(id, model, prompt, limit(body), stops(body), List.of(format(body)));
    }

    /** Unlike OpenAI, the arguments of a call are an object. */
    private static void checkCalls(JsonNode message) {
        for (JsonNode call : message.path("tool_calls")) {
            if (!call.path("function").path("arguments").isObject()) {
                throw ApiError.badRequest("json: cannot unmarshal string into Go struct field"
                        + " ToolCallFunction.messages.tool_calls.function.arguments of type"
                        + " api.ToolCallFunctionArguments");
            }
        }
    }

    private static AnswerPart format(ObjectNode body) {
        JsonNode format = body.path("format");
        if (format.isObject()) {
            return new AnswerPart.Json(format);
        }
        return switch (format.asText("")) {
            case "" -> new AnswerPart.Text();
            case "json" -> new AnswerPart.Json(null);
            default ->
                throw ApiError.badRequest(
                        "invalid format: \"" + format.asText() + "\"; expected \"json\" or a JSON schema");
        };
    }

    /** A negative limit means none. */
    private static OptionalInt limit(ObjectNode body) {
        int limit = body.path("options").path("num_predict").asInt(-1);
        return limit > 0 ? OptionalInt.of(limit) : OptionalInt.empty();
    }

    private static List<String> stops(ObjectNode body) {
        List<String> stops = new ArrayList<>();
        body.path("options").path("stop").forEach(stop -> stops.add(stop.asText()));
        return stops;
    }
}
