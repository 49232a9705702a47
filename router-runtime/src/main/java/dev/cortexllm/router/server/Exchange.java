package dev.cortexllm.router.server;

import dev.cortexllm.router.identity.Identity;
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
 * @param identity who sends it
 */
public record Exchange(HttpServerRequest request, Api api, String id, long startedNanos, Identity identity) {

    /** Of somebody whom nobody has asked yet who he is. */
    Exchange(HttpServerRequest request, Api api, String id, long startedNanos) {
        this(request, api, id, startedNanos, Identity.NOBODY);
    }

    /**
     * The same when it is known who sends it.
     *
     * @param who who sends it
     * @return with his identity
     */
    public Exchange by(Identity who) {
        return who == identity ? this : new Exchange(request, api, id, startedNanos, who);
    }

    /** Where the answer goes. */
    public HttpServerResponse response() {
        return request.response();
    }
}
