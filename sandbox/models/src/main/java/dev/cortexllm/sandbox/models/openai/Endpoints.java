package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.AnswerPart;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.CallIds;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.Served;
import dev.cortexllm.sandbox.models.wire.WholeAnswer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** The endpoints under {@code /v1} that every server of this API has. */
public final class Endpoints {
    private static final String MODELS = "/v1/models";

    /** Tokens of a legacy completion that names no limit. */
    private static final int LEGACY_MAX_TOKENS = 16;

    private final Served served;
    private final Dialect dialect;

    /** Endpoints that speak a dialect. */
    public Endpoints(Served served, Dialect dialect) {
        this.served = served;
        this.dialect = dialect;
    }

    /**
     * Answers a call.
     *
     * @throws ApiError if the path is not one of these, or the call is wrong
     */
    public Reply answer(Call call) {
        return switch (call.path()) {
            case "/v1/chat/completions" -> chat(call, posted(call));
            case "/v1/completions" -> text(call, posted(call));
            case "/v1/embeddings" -> {
                ObjectNode body = posted(call);
                String model = model(body);
                dialect.check(call.path(), body);
                yield Embeddings.answer(body, model);
            }
            default -> models(call);
        };
    }

    private Reply chat(Call call, ObjectNode body) {
        String model = model(body);
        dialect.check(call.path(), body);
        GenerationRequest request =
                ChatRequest.read(body, dialect.answerId(call, "chatcmpl-"), model, dialect.thinks(body));
        checkLength(request);
        Envelope envelope = envelope(request, body, ChatRequest.namesTool(body));
        int[] earlier = {callsIn(body)};
        CallIds callIds = CallIds.of(request.parts(), made -> dialect.callId(model, made.tool(), earlier[0]++));
        AnswerWriter writer = Fields.flag(body, "stream")
                ? new ChatStream(envelope, dialect, request.parts(), callIds)
                : new WholeAnswer(new ChatBody(envelope, callIds)::document);
        return new Reply.Completion(request, writer, dialect.answerHeaders());
    }

    private static int callsIn(ObjectNode body) {
        int calls = 0;
        for (JsonNode message : body.path("messages")) {
            calls += message.path("tool_calls").size();
        }
        return calls;
    }

    private Reply text(Call call, ObjectNode body) {
        String model = model(body);
        dialect.check(call.path(), body);
        ChatRequest.streamOptions(body);
        ChatRequest.onlyOneChoice(body);
        List<String> prompt = Fields.texts(body, "prompt");
        if (prompt.size() != 1) {
            throw ApiError.badRequest(
                            "This simulated server completes one text per request: 'prompt' must be a string.")
                    .at("prompt");
        }
        OptionalInt limit = OptionalInt.of(Fields.positive(body, "max_tokens").orElse(LEGACY_MAX_TOKENS));
        var request = new GenerationRequest(
                dialect.answerId(call, "cmpl-"),
                model,
                prompt,
                limit,
                Fields.texts(body, "stop"),
                List.of(new AnswerPart.Text()));
        checkLength(request);
        var writer = new TextAnswer(envelope(request, body, false), dialect, Fields.flag(body, "stream"));
        return new Reply.Completion(request, writer, dialect.answerHeaders());
    }

    private Envelope envelope(GenerationRequest request, ObjectNode body, boolean namedTool) {
        return new Envelope(
                request.id(),
                served.epochSecond(),
                request.model(),
                dialect.style(),
                namedTool,
                ChatRequest.includesUsage(body));
    }

    private ObjectNode posted(Call call) {
        if (!call.method().equals("POST")) {
            throw ApiError.of(405, "Not allowed to " + call.method() + " on " + call.path() + ".")
                    .because("method_not_supported");
        }
        return JsonText.object(call.body()).orElseThrow(dialect::notJson);
    }

    private String model(ObjectNode body) {
        if (!Fields.present(body, "model")) {
            return dialect.unnamedModel();
        }
        String model = body.get("model").asText();
        if (!served.models().contains(model)) {
            throw dialect.unknownModel(model);
        }
        return model;
    }

    private void checkLength(GenerationRequest request) {
        int prompt = TokenCount.ofMessages(request.prompt());
        int answer = request.maxTokens().orElse(1);
        if (served.contextLength() > 0 && prompt + answer > served.contextLength()) {
            throw dialect.tooLong(served.contextLength(), prompt, answer);
        }
    }

    private Reply models(Call call) {
        if (call.is("GET", MODELS)) {
            ObjectNode list = JsonText.object().put("object", "list");
            ArrayNode data = list.putArray("data");
            served.models().forEach(model -> data.add(dialect.modelEntry(model)));
            return Reply.Document.json(200, list);
        }
        if (call.method().equals("GET") && call.path().startsWith(MODELS + "/")) {
            String model = URLDecoder.decode(call.path().substring(MODELS.length() + 1), StandardCharsets.UTF_8);
            if (!served.models().contains(model)) {
                throw dialect.unknownModel(model);
            }
            return Reply.Document.json(200, dialect.modelEntry(model));
        }
        throw dialect.unknownPath(call);
    }
}
