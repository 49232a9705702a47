package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Google's Generative Language API, {@code v1beta}: generate, count, embed, models. */
public final class GeminiFormat implements WireFormat {
    private static final String MODELS = "/v1beta/models";
    private static final int DEFAULT_LIMIT = 1_048_576;

    private final Served served;

    /** The API of a server. */
    public GeminiFormat(Served served) {
        this.served = served;
    }

    @Override
    public Optional<String> key(Call call) {
        return call.header("x-goog-api-key")
                .or(() -> Optional.ofNullable(call.query().get("key")))
                .or(call::bearer);
    }

    @Override
    public boolean guarded(Call call) {
        return true;
    }

    @Override
    public ApiError unauthorized(Optional<String> key) {
        return key.isPresent()
                ? ApiError.badRequest("API key not valid. Please pass a valid API key.")
                        .because("API_KEY_INVALID")
                : ApiError.of(
                        403,
                        "Method doesn't allow unregistered callers (callers without established identity). Please use"
                                + " API Key or other form of API consumer identity to call this API.");
    }

    @Override
    public ApiError overloaded() {
        return ApiError.of(503, "The model is overloaded. Please try again later.");
    }

    @Override
    public Reply answer(Call call) {
        if (call.method().equals("GET")) {
            return models(call);
        }
        int colon = call.path().lastIndexOf(':');
        if (!call.path().startsWith(MODELS + "/") || colon < 0) {
            throw ApiError.of(404, "Requested entity was not found.");
        }
        String model = call.path().substring(MODELS.length() + 1, colon);
        String method = call.path().substring(colon + 1);
        if (!served.models().contains(model)) {
            throw unknownModel(model, method);
        }
        ObjectNode body = JsonText.object(call.body())
                .map(node -> (ObjectNode) CamelCase.of(node))
                .orElseThrow(() -> ApiError.badRequest("Invalid JSON payload received. Expected an object."));
        return switch (method) {
            case "generateContent" -> generate(body, model, call, false);
            case "streamGenerateContent" -> generate(body, model, call, true);
            case "countTokens" -> countTokens(body, model);
            case "embedContent" -> Embeddings.one(body, model);
            case "batchEmbedContents" -> Embeddings.many(body, model);
            default -> throw unknownModel(model, method);
        };
    }

    private Reply generate(ObjectNode body, String model, Call call, boolean streams) {
        GenerationRequest request = GenerateRequest.read(body, served.ids().next(""), model);
        int prompt = TokenCount.ofMessages(request.prompt());
        if (served.contextLength() > 0 && prompt > served.contextLength()) {
            throw ApiError.badRequest("The input token count (" + prompt
                    + ") exceeds the maximum number of tokens allowed (" + served.contextLength() + ").");
        }
        var candidate = new Candidate(request.id(), model, GenerateRequest.showsThoughts(body));
        AnswerWriter writer = streams
                ? new CandidateStream(candidate, "sse".equals(call.query().get("alt")))
                : new WholeAnswer(candidate::document);
        return new Reply.Completion(request, writer, Map.of());
    }

    private static Reply countTokens(ObjectNode body, String model) {
        Known.check(body, "count");
        ObjectNode request = body.path("generateContentRequest") instanceof ObjectNode inner ? inner : body;
        if (request != body && !request.path("model").asText().equals("models/" + model)) {
            throw ApiError.badRequest("* CountTokensRequest.generate_content_request.model: model is required\n");
        }
        int tokens = TokenCount.ofMessages(GenerateRequest.prompt(request, model));
        return Reply.Document.json(200, JsonText.object().put("totalTokens", tokens));
    }

    private static ApiError unknownModel(String model, String method) {
        return ApiError.of(
                404,
                "models/" + model + " is not found for API version v1beta, or is not supported for " + method
                        + ". Call ListModels to see the list of available models and their supported methods.");
    }

    private Reply models(Call call) {
        if (call.path().equals(MODELS)) {
            ObjectNode list = JsonText.object();
            ArrayNode models = list.putArray("models");
            served.models().forEach(model -> models.add(entry(model)));
            return Reply.Document.json(200, list);
        }
        String asked = call.path().startsWith(MODELS + "/") ? call.path().substring(MODELS.length() + 1) : "";
        if (served.models().contains(asked)) {
            return Reply.Document.json(200, entry(asked));
        }
        throw asked.isEmpty() ? ApiError.of(404, "Requested entity was not found.") : unknownModel(asked, "getModel");
    }

    private ObjectNode entry(String model) {
        ObjectNode entry = JsonText.object()
                .put("name", "models/" + model)
                .put("version", "001")
                .put("displayName", model)
                .put("inputTokenLimit", served.contextLength() > 0 ? served.contextLength() : DEFAULT_LIMIT)
                .put("outputTokenLimit", 65_536);
        entry.putArray("supportedGenerationMethods").add("generateContent").add("countTokens");
        return entry;
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        return Reply.Document.json(error.status(), GeminiErrors.body(error));
    }
}
