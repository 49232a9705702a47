package dev.cortexllm.sandbox.models.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.engine.Vector;
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

/** Ollama's native API: chat, generate, embed, and the library of models. */
public final class OllamaFormat implements WireFormat {
    /** The release whose behaviour is imitated. */
    public static final String VERSION = "0.33.0";

    private static final String LAYER = "0123456789abcdef".repeat(4);
    private static final int SHORT_DIGEST = 12;
    private static final long LAYER_BYTES = 1_000_000_000L;

    private final Served served;
    private final Library library;

    /** The API of a server. */
    public OllamaFormat(Served served) {
        this.served = served;
        this.library = new Library(served);
    }

    @Override
    public Optional<String> key(Call call) {
        return call.bearer();
    }

    @Override
    public boolean guarded(Call call) {
        return call.path().startsWith("/api/") && !call.path().equals("/api/version");
    }

    @Override
    public ApiError unauthorized(Optional<String> key) {
        return ApiError.of(401, "unauthorized");
    }

    @Override
    public ApiError overloaded() {
        return ApiError.of(503, "server busy, please try again.  maximum pending requests exceeded");
    }

    @Override
    public Reply answer(Call call) {
        return switch (call.method() + " " + call.path()) {
            case "GET /", "HEAD /" -> Reply.Document.text("text/plain; charset=utf-8", "Ollama is running");
            case "GET /api/version" ->
                Reply.Document.json(200, JsonText.object().put("version", VERSION));
            case "GET /api/tags" -> Reply.Document.json(200, library.list(false));
            case "GET /api/ps" -> Reply.Document.json(200, library.list(true));
            case "POST /api/chat" -> completion(body(call), true);
            case "POST /api/generate" -> completion(body(call), false);
            case "POST /api/embed" -> embed(body(call));
            case "POST /api/show" -> {
                model(body(call));
                yield Reply.Document.json(200, library.show());
            }
            case "POST /api/pull" -> pull(body(call));
            case "POST /api/copy" -> copy(body(call));
            default -> throw ApiError.of(404, "404 page not found");
        };
    }

    private Reply completion(ObjectNode body, boolean chat) {
        String model = model(body);
        if (body.path("think").asBoolean() || body.path("think").isTextual()) {
            throw ApiError.badRequest("\"" + model + "\" does not support thinking");
        }
        boolean empty = chat
                ? body.path("messages").isEmpty()
                : body.path("prompt").asText().isEmpty();
        if (empty) {
            var answer = new OllamaAnswer(model, chat, served.clock().instant(), served.clock());
            return Reply.Document.json(200, answer.loaded());
        }
        String id = served.ids().next("ollama-");
        GenerationRequest request =
                chat ? OllamaRequest.chat(body, id, model) : OllamaRequest.generate(body, id, model);
        var answer = new OllamaAnswer(model, chat, served.clock().instant(), served.clock());
        AnswerWriter writer =
                streams(body) ? new OllamaStream(answer) : new WholeAnswer(generation -> answer.last(generation, true));
        return new Reply.Completion(request, writer, Map.of());
    }

    /** Unlike everywhere else, saying nothing means streaming. */
    private static boolean streams(ObjectNode body) {
        return body.path("stream").asBoolean(true);
    }

    private Reply embed(ObjectNode body) {
        String model = model(body);
        JsonNode input = body.path("input");
        int dimensions = body.path("dimensions").asInt(Vector.DEFAULT_DIMENSIONS);
        ObjectNode answer = JsonText.object().put("model", model);
        ArrayNode vectors = answer.putArray("embeddings");
        int tokens = 0;
        for (JsonNode text :
                input.isTextual() ? JsonText.object().putArray("input").add(input) : input) {
            ArrayNode vector = vectors.addArray();
            for (float value : Vector.of(model, text.asText(), dimensions)) {
                vector.add(value);
            }
            tokens += TokenCount.ofText(text.asText());
        }
        answer.put("total_duration", 1).put("load_duration", 0).put("prompt_eval_count", tokens);
        return Reply.Document.json(200, answer).billed(tokens);
    }

    /** There is nothing to fetch: a served model is up to date, any other does not exist. */
    private Reply pull(ObjectNode body) {
        String name = body.path("model").asText(body.path("name").asText());
        if (library.find(name).isEmpty()) {
            throw ApiError.of(500, "pull model manifest: file does not exist");
        }
        ObjectNode success = JsonText.object().put("status", "success");
        if (!streams(body)) {
            return Reply.Document.json(200, success);
        }
        String lines = JsonText.of(JsonText.object().put("status", "pulling manifest")) + "\n"
                + layer(0) + layer(LAYER_BYTES / 2) + layer(LAYER_BYTES)
                + JsonText.of(JsonText.object().put("status", "verifying sha256 digest")) + "\n"
                + JsonText.of(JsonText.object().put("status", "writing manifest")) + "\n"
                + JsonText.of(success) + "\n";
        return Reply.Document.text("application/x-ndjson", lines);
    }

    /** A name more for a model. */
    private Reply copy(ObjectNode body) {
        String source = body.path("source").asText();
        if (library.find(source).isEmpty()) {
            throw ApiError.of(404, "model '" + source + "' not found");
        }
        library.copies().add(body.path("destination").asText());
        return Reply.Document.json(200, JsonText.object());
    }

    private static String layer(long completed) {
        ObjectNode line = JsonText.object()
                .put("status", "pulling " + LAYER.substring(0, SHORT_DIGEST))
                .put("digest", "sha256:" + LAYER)
                .put("total", LAYER_BYTES);
        return JsonText.of(completed == 0 ? line : line.put("completed", completed)) + "\n";
    }

    private String model(ObjectNode body) {
        String name = body.path("model").asText("");
        if (name.isEmpty()) {
            throw ApiError.badRequest("model is required");
        }
        return library.find(name)
                .map(found -> name)
                .orElseThrow(() -> ApiError.of(404, "model '" + name + "' not found"));
    }

    private static ObjectNode body(Call call) {
        return JsonText.object(call.body())
                .orElseThrow(() -> ApiError.badRequest("invalid request body: no JSON object"));
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        return Reply.Document.json(error.status(), JsonText.object().put("error", error.getMessage()))
                .retrying(error);
    }
}
