package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerShape;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.Served;
import dev.cortexllm.sandbox.models.wire.WholeAnswer;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import java.util.Map;
import java.util.Optional;

/** Anthropic's API: messages, token counts, models. */
public final class AnthropicFormat implements WireFormat {
    private static final String MODELS = "/v1/models";

    private final Served served;

    /** The API of a server. */
    public AnthropicFormat(Served served) {
        this.served = served;
    }

    @Override
    public Optional<String> key(Call call) {
        return call.header("x-api-key").or(call::bearer);
    }

    @Override
    public boolean guarded(Call call) {
        return true;
    }

    @Override
    public ApiError unauthorized(Optional<String> key) {
        return ApiError.of(401, key.isPresent() ? "invalid x-api-key" : "x-api-key header is required");
    }

    @Override
    public ApiError overloaded() {
        return ApiError.of(529, "Overloaded");
    }

    @Override
    public Reply answer(Call call) {
        if (call.header("anthropic-version").isEmpty()) {
            throw ApiError.badRequest("anthropic-version: header is required");
        }
        return switch (call.method() + " " + call.path()) {
            case "POST /v1/messages" -> messages(body(call));
            case "POST /v1/messages/count_tokens" -> {
                ObjectNode body = body(call);
                model(body);
                int tokens = TokenCount.ofMessages(MessagesRequest.prompt(body));
                yield Reply.Document.json(200, JsonText.object().put("input_tokens", tokens));
            }
            default -> models(call);
        };
    }

    private Reply messages(ObjectNode body) {
        GenerationRequest request = MessagesRequest.read(body, served.ids().next("msg_"), model(body));
        int prompt = TokenCount.ofMessages(request.prompt());
        if (served.contextLength() > 0 && prompt > served.contextLength()) {
            throw ApiError.badRequest(
                    "prompt is too long: " + prompt + " tokens > " + served.contextLength() + " maximum");
        }
        String callId =
                request.shape() instanceof AnswerShape.ToolCall ? served.ids().next("toolu_") : "";
        var answer = new MessageAnswer(request.id(), request.model(), request.shape(), callId);
        AnswerWriter writer =
                body.path("stream").asBoolean() ? new MessageStream(answer) : new WholeAnswer(answer::document);
        return new Reply.Completion(
                request, writer, Map.of("request-id", served.ids().next("req_")));
    }

    private String model(ObjectNode body) {
        if (!body.hasNonNull("model")) {
            throw ApiError.badRequest("model: Field required");
        }
        String model = body.get("model").asText();
        if (!served.models().contains(model)) {
            throw ApiError.of(404, "model: " + model);
        }
        return model;
    }

    private static ObjectNode body(Call call) {
        return JsonText.object(call.body())
                .orElseThrow(() -> ApiError.badRequest("The request body is not valid JSON: expected an object"));
    }

    private Reply models(Call call) {
        if (call.is("GET", MODELS)) {
            ObjectNode list = JsonText.object();
            ArrayNode data = list.putArray("data");
            served.models().forEach(model -> data.add(entry(model)));
            list.put("first_id", served.models().get(0))
                    .put("last_id", served.models().get(served.models().size() - 1))
                    .put("has_more", false);
            return Reply.Document.json(200, list);
        }
        String asked = call.path().startsWith(MODELS + "/") ? call.path().substring(MODELS.length() + 1) : "";
        if (call.method().equals("GET") && served.models().contains(asked)) {
            return Reply.Document.json(200, entry(asked));
        }
        throw ApiError.of(404, asked.isEmpty() ? "Not found" : "model: " + asked);
    }

    private static ObjectNode entry(String model) {
        return JsonText.object()
                .put("id", model)
                .put("type", "model")
                .put("display_name", model)
                .put("created_at", "2026-01-01T00:00:00Z");
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        String id = served.ids().next("req_");
        return Reply.Document.json(error.status(), AnthropicErrors.body(error).put("request_id", id))
                .with("request-id", id);
    }
}
