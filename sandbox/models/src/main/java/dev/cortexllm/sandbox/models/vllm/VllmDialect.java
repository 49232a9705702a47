package dev.cortexllm.sandbox.models.vllm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.openai.Dialect;
import dev.cortexllm.sandbox.models.openai.Style;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.Served;
import java.util.Map;

/**
 * How vLLM differs from OpenAI: unknown parameters pass, the model may be left out, error codes are numbers, a stream's
 * headers come at once, and {@code x-request-id} names the answer.
 */
final class VllmDialect implements Dialect {
    private final Served served;
    private final boolean autoToolChoice;

    VllmDialect(Served served, boolean autoToolChoice) {
        this.served = served;
        this.autoToolChoice = autoToolChoice;
    }

    @Override
    public Style style() {
        return new Style(true, false, false, true, false, null);
    }

    @Override
    public String answerId(Call call, String prefix) {
        return call.header("x-request-id").map(id -> prefix + id).orElseGet(() -> served.ids()
                .next(prefix));
    }

    /** As the tool parsers make them: most at random, Kimi's from the name and its place in the conversation. */
    @Override
    public String callId(String model, String tool, int earlier) {
        return model.startsWith("kimi")
                ? "functions." + tool + ":" + earlier
                : served.ids().next("chatcmpl-tool-");
    }

    /** The request says so, to the chat template or in OpenAI's words. */
    @Override
    public boolean thinks(ObjectNode body) {
        return body.path("chat_template_kwargs").path("enable_thinking").asBoolean()
                || !body.path("reasoning_effort").asText("none").equals("none");
    }

    @Override
    public Map<String, String> answerHeaders() {
        return Map.of();
    }

    @Override
    public void check(String path, ObjectNode body) {
        boolean offersTools = !body.path("tools").isEmpty();
        boolean auto = !body.hasNonNull("tool_choice")
                || body.path("tool_choice").asText().equals("auto");
        if (offersTools && auto && !autoToolChoice) {
            throw ApiError.badRequest(
                    "\"auto\" tool choice requires --enable-auto-tool-choice and --tool-call-parser" + " to be set");
        }
    }

    @Override
    public String unnamedModel() {
        return served.models().get(0);
    }

    @Override
    public ApiError unknownModel(String model) {
        return ApiError.of(404, "The model `" + model + "` does not exist.").at("model");
    }

    @Override
    public ApiError tooLong(int contextLength, int promptTokens, int maxTokens) {
        return ApiError.badRequest(
                        "This model's maximum context length is %d tokens. However, you requested %d output tokens and your prompt contains %d input tokens, for a total of %d tokens. Please reduce the length of the input prompt or the number of requested output tokens."
                                .formatted(contextLength, maxTokens, promptTokens, promptTokens + maxTokens))
                .at("input_tokens");
    }

    @Override
    public ApiError notJson() {
        return ApiError.badRequest("[{'type': 'json_invalid', 'loc': ('body', 0), 'msg': 'JSON decode error'}]");
    }

    @Override
    public ApiError unknownPath(Call call) {
        return ApiError.of(404, "Not Found");
    }

    @Override
    public ObjectNode modelEntry(String model) {
        ObjectNode entry = JsonText.object()
                .put("id", model)
                .put("object", "model")
                .put("created", served.epochSecond())
                .put("owned_by", "vllm")
                .put("root", served.models().get(0))
                .putNull("parent");
        if (served.contextLength() > 0) {
            entry.put("max_model_len", served.contextLength());
        }
        entry.putArray("permission");
        return entry;
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        if (error.status() == 401) {
            return Reply.Document.json(401, JsonText.object().put("error", "Unauthorized"));
        }
        return Reply.Document.json(error.status(), body(error)).retrying(error);
    }

    @Override
    public String broken(ApiError error) {
        return JsonText.event(body(error)) + "data: [DONE]\n\n";
    }

    private static ObjectNode body(ApiError error) {
        ObjectNode outer = JsonText.object();
        outer.putObject("error")
                .put("message", error.getMessage())
                .put("type", type(error.status()))
                .put("param", error.param())
                .put("code", error.status());
        return outer;
    }

    private static String type(int status) {
        return switch (status) {
            case 404 -> "NotFoundError";
            case 405 -> "Method Not Allowed";
            case 429 -> "TooManyRequestsError";
            case 503 -> "ServiceUnavailableError";
            default -> status >= 500 ? "InternalServerError" : "BadRequestError";
        };
    }
}
