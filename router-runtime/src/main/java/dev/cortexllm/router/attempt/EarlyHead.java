package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.Api;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * The head of a stream that is sent before anybody answers, so that neither the client nor a proxy takes a long wait for a
 * dead connection. What is known of the answer later can stand in no header then, and a failure is told by an event.
 */
public final class EarlyHead {
    private EarlyHead() {}

    /**
     * Sends a sign of life, and at the first call the head before it.
     *
     * @param api the client's dialect
     * @param response of a request for a stream; it has the headers that are known, and nothing of it is sent yet but by this
     *     method
     * @param requestId id of the request
     * @param name of the upstream that the request waits for
     */
    public static void keepAlive(Api api, HttpServerResponse response, String requestId, String name) {
        if (!response.headWritten()) {
            AnswerHead.putEvents(response.headers());
            AnswerHead.putRequestId(response.headers(), api, requestId);
            response.setChunked(true);
        }
        if (!response.writeQueueFull()) {
            response.write(Buffer.buffer(api.keepAlive(name)));
        }
    }
}
