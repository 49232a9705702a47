package dev.cortexllm.sandbox.models.vllm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.openai.Endpoints;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.Served;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** vLLM's server: OpenAI's endpoints in its own dialect, and what operators ask it. */
public final class VllmFormat implements WireFormat {
    /** The release whose behaviour is imitated. */
    public static final String VERSION = "0.19.1";

    private final VllmDialect dialect;
    private final Endpoints endpoints;
    private final Supplier<String> metrics;
    private final IntSupplier load;

    /**
     * A server.
     *
     * @param autoToolChoice whether it was started with {@code --enable-auto-tool-choice}
     * @param metrics renders the Prometheus text
     * @param load requests in the server, running or waiting
     */
    public VllmFormat(Served served, boolean autoToolChoice, Supplier<String> metrics, IntSupplier load) {
        this.dialect = new VllmDialect(served, autoToolChoice);
        this.endpoints = new Endpoints(served, dialect);
        this.metrics = metrics;
        this.load = load;
    }

    @Override
    public Optional<String> key(Call call) {
        return call.bearer();
    }

    /** Only the OpenAI paths ask for the key; probes and metrics do not. */
    @Override
    public boolean guarded(Call call) {
        return call.path().startsWith("/v1/");
    }

    @Override
    public ApiError unauthorized(Optional<String> key) {
        return ApiError.of(401, "Unauthorized");
    }

    @Override
    public ApiError overloaded() {
        return ApiError.of(503, "The server is overloaded: its queue is full.").retryAfter("1");
    }

    @Override
    public Reply answer(Call call) {
        return switch (call.method() + " " + call.path()) {
            case "GET /ping", "POST /ping" -> Reply.Document.text("text/plain", "");
            case "GET /version" -> Reply.Document.json(200, JsonText.object().put("version", VERSION));
            case "GET /load" -> Reply.Document.json(200, JsonText.object().put("server_load", load.getAsInt()));
            case "GET /metrics" -> Reply.Document.text("text/plain; version=0.0.4; charset=utf-8", metrics.get());
            case "POST /tokenize" -> tokenize(call);
            default -> endpoints.answer(call);
        };
    }

    private Reply tokenize(Call call) {
        ObjectNode body = JsonText.object(call.body()).orElseThrow(dialect::notJson);
        StringBuilder text = new StringBuilder(body.path("prompt").asText());
        body.path("messages")
                .forEach(m -> text.append(' ').append(m.path("content").asText()));
        int count = TokenCount.ofText(text.toString())
                + TokenCount.PER_MESSAGE * body.path("messages").size();
        ObjectNode answer = JsonText.object().put("count", count);
        answer.putArray("tokens");
        return Reply.Document.json(200, answer);
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        return dialect.refuse(error);
    }
}
