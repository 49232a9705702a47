package dev.cortexllm.router.server;

import dev.cortexllm.router.admin.Probes;
import dev.cortexllm.router.admin.ServingStatus;
import dev.cortexllm.router.outcome.Outcome;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The first to see a request: gives it an id and finds out by path, method and headers what it is. */
public final class RequestEntry implements Handler<HttpServerRequest> {
    private static final int LONGEST_ID = 128;

    private final ServingStatus status;
    private final LongSupplier clock;
    private final Supplier<String> ids;
    private final Service service;

    /**
     * @param status whether the router serves
     * @param clock monotonic nanoseconds
     * @param ids new request ids
     * @param service answers
     */
    public RequestEntry(ServingStatus status, LongSupplier clock, Supplier<String> ids, Service service) {
        this.status = status;
        this.clock = clock;
        this.ids = ids;
        this.service = service;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path() == null ? "" : request.path();
        Endpoint endpoint = Endpoint.of(path, request.headers().contains("anthropic-version"));
        Exchange exchange = new Exchange(request, endpoint.api(), id(request), clock.getAsLong());
        if (status.draining()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        String method = endpoint.operation().method();
        if (endpoint.operation() == Endpoint.Operation.NONE) {
            service.unserved(exchange);
        } else if (!request.method().name().equals(method)) {
            service.refuse(exchange, new Outcome.WrongMethod(request.method().name(), path, method));
        } else {
            serve(endpoint, exchange);
        }
    }

    private void serve(Endpoint endpoint, Exchange exchange) {
        switch (endpoint.operation()) {
            case CHAT -> service.chat(exchange);
            case COUNT_TOKENS -> service.countTokens(exchange);
            case MODELS -> service.models(exchange);
            case MODEL -> service.model(exchange, endpoint.model());
            case HEALTH -> Probes.health(exchange.response());
            case READINESS -> Probes.readiness(exchange.response(), status);
            case NONE -> throw new IllegalStateException("refused before");
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
