package dev.cortexllm.router.server;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The end of what a client may send. Under HTTP/1 that is the end of the connection; under HTTP/2 many requests share one,
 * a {@code connection} header makes the whole answer invalid (RFC 9113, 8.2.2), and only the stream ends.
 */
final class LastAnswer {
    private static final long NO_ERROR = 0;

    private LastAnswer() {}

    /** Tells the client in the head of the answer. */
    static void announce(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Reads no more. */
    static void close(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
