package dev.cortexllm.router.server;

import dev.cortexllm.router.outcome.Api;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * One request and its answer.
 *
 * @param request the request
 * @param api the dialect that the client speaks
 * @param id its id: the client's {@code x-request-id} where it gave a usable one
 * @param startedNanos when its head was in, on the monotonic clock
 */
public record Exchange(HttpServerRequest request, Api api, String id, long startedNanos) {

    /** Where the answer goes. */
    public HttpServerResponse response() {
        return request.response();
    }
}
