package dev.cortexllm.router.server;

import dev.cortexllm.router.admin.Probes;
import dev.cortexllm.router.admin.ServingStatus;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.Outcome;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The first to see a request: gives it an id and finds out by path and method what it is. */
public final class RequestEntry implements Handler<HttpServerRequest> {
    private static final String SERVED = "POST /v1/chat/completions and GET /v1/models";
    private static final int LONGEST_ID = 128;

    private final ServingStatus status;
    private final LongSupplier clock;
    private final Supplier<String> ids;
    private final Handler<Exchange> chat;
    private final Handler<Exchange> models;
    private final BiConsumer<Exchange, Outcome> refused;

    /**
     * @param status whether the router serves
     * @param clock monotonic nanoseconds
     * @param ids new request ids
     * @param chat serves chat completions
     * @param models serves the list of models
     * @param refused answers what is not served
     */
    public RequestEntry(
            ServingStatus status,
            LongSupplier clock,
            Supplier<String> ids,
            Handler<Exchange> chat,
            Handler<Exchange> models,
            BiConsumer<Exchange, Outcome> refused) {
        this.status = status;
        this.clock = clock;
        this.ids = ids;
        this.chat = chat;
        this.models = models;
        this.refused = refused;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request, Api.OPENAI, id(request), clock.getAsLong());
        if (status.draining()) {
            LastAnswer.announce(request);
        }
        switch (request.path() == null ? "" : request.path()) {
            case "/v1/chat/completions" -> only(HttpMethod.POST, exchange, chat);
            case "/v1/models" -> only(HttpMethod.GET, exchange, models);
            case "/healthz" -> only(HttpMethod.GET, exchange, probe -> Probes.health(probe.response()));
            case "/readyz" -> only(HttpMethod.GET, exchange, probe -> Probes.readiness(probe.response(), status));
            default -> refused.accept(exchange, new Outcome.UnknownPath(String.valueOf(request.path()), SERVED));
        }
    }

    private void only(HttpMethod method, Exchange exchange, Handler<Exchange> handler) {
        HttpServerRequest request = exchange.request();
        if (request.method().equals(method)) {
            handler.handle(exchange);
        } else {
            refused.accept(exchange, new Outcome.WrongMethod(request.method().name(), request.path(), method.name()));
        }
    }

    private String id(HttpServerRequest request) {
        String given = request.getHeader("x-request-id");
        return given != null && usable(given) ? given : ids.get();
    }

    /** An id goes into headers and logs, so it must be short and hold nothing but visible ASCII. */
    private static boolean usable(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
