package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.Served;
import java.util.Locale;
import java.util.Map;

/** How OpenAI itself answers, and what it refuses: above all every parameter it does not know. */
final class OpenAiDialect implements Dialect {
    private final Served served;

    OpenAiDialect(Served served) {
        this.served = served;
    }

    @Override
    public Style style() {
        return new Style(false, true, true, false, true, "fp_sim");
    }

    @Override
    public String answerId(Call call, String prefix) {
        return served.ids().next(prefix);
    }

    @Override
    public String callId(String model, String tool, int earlier) {
        return served.ids().next("call_");
    }

    /** Its thoughts are never shown, only counted. */
    @Override
    public boolean thinks(ObjectNode body) {
        String effort = body.path("reasoning_effort").asText("none");
        return isReasoning(body) && !effort.equals("none");
    }

    private static boolean isReasoning(ObjectNode body) {
        return body.path("model").asText().matches("(o\\d|gpt-5).*");
    }

    @Override
    public Map<String, String> answerHeaders() {
        return Map.of(
                "x-request-id", served.ids().next("req_"),
                "openai-version", "2020-10-01",
                "openai-processing-ms", "7",
                "openai-organization", "sim-org",
                "x-ratelimit-limit-requests", "500",
                "x-ratelimit-remaining-requests", "499",
                "x-ratelimit-reset-requests", "120ms");
    }

    @Override
    public void check(String path, ObjectNode body) {
        Known.of(path).refuseOthers(body);
        if (path.endsWith("/chat/completions")) {
            Strictness.check(body);
            checkChat(body);
        }
    }

    private static void checkChat(ObjectNode body) {
        if (isReasoning(body) && Fields.present(body, "max_tokens")) {
            throw ApiError.badRequest("Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                            + " 'max_completion_tokens' instead.")
                    .at("max_tokens")
                    .because("unsupported_parameter");
        }
        if (Fields.present(body, "parallel_tool_calls") && body.path("tools").isEmpty()) {
            throw ApiError.badRequest("Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed"
                            + " when 'tools' are specified.")
                    .at("parallel_tool_calls");
        }
        boolean jsonMode = body.path("response_format").path("type").asText().equals("json_object");
        if (jsonMode
                && !body.path("messages").toString().toLowerCase(Locale.ROOT).contains("json")) {
            throw ApiError.badRequest("'messages' must contain the word 'json' in some form, to use 'response_format'"
                            + " of type 'json_object'.")
                    .at("messages");
        }
    }

    @Override
    public String unnamedModel() {
        throw ApiError.badRequest("you must provide a model parameter");
    }

    @Override
    public ApiError unknownModel(String model) {
        return ApiError.of(404, "The model `" + model + "` does not exist or you do not have access to it.")
                .because("model_not_found");
    }

    @Override
    public ApiError tooLong(int contextLength, int promptTokens, int maxTokens) {
        return ApiError.badRequest(
                        "This model's maximum context length is %d tokens. However, you requested %d tokens (%d in the messages, %d in the completion). Please reduce the length of the messages or completion."
                                .formatted(contextLength, promptTokens + maxTokens, promptTokens, maxTokens))
                .at("messages")
                .because("context_length_exceeded");
    }

    @Override
    public ApiError notJson() {
        return ApiError.badRequest("We could not parse the JSON body of your request. (HINT: This likely means you"
                + " aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent"
                + " was not valid JSON.)");
    }

    @Override
    public ApiError unknownPath(Call call) {
        return ApiError.of(404, "Invalid URL (" + call.method() + " " + call.path() + ")");
    }

    @Override
    public ObjectNode modelEntry(String model) {
        return JsonText.object()
                .put("id", model)
                .put("object", "model")
                .put("created", 1_700_000_000L)
                .put("owned_by", "system");
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        return Reply.Document.json(error.status(), body(error)).retrying(error);
    }

    @Override
    public String broken(ApiError error) {
        return JsonText.event(body(error));
    }

    private static ObjectNode body(ApiError error) {
        ObjectNode outer = JsonText.object();
        outer.putObject("error")
                .put("message", error.getMessage())
                .put("type", type(error))
                .put("param", error.param())
                .put("code", code(error));
        return outer;
    }

    private static String type(ApiError error) {
        return switch (error.status()) {
            case 429 -> "insufficient_quota".equals(error.code()) ? "insufficient_quota" : "rate_limit_error";
            case 503 -> "service_unavailable_error";
            default -> error.status() >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    private static String code(ApiError error) {
        if (error.code() != null) {
            return error.code();
        }
        return switch (error.status()) {
            case 429 -> "rate_limit_exceeded";
            case 503 -> "server_is_overloaded";
            default -> null;
        };
    }
}
