package dev.cortexllm.router.server;

import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.ErrorType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Writes an error as the whole answer. */
public final class ErrorWriter {
    private ErrorWriter() {}

    /**
     * Writes it, unless an answer was begun or the client is gone.
     *
     * @param exchange the request
     * @param reply what to say
     */
    public static void write(Exchange exchange, ErrorReply reply) {
        HttpServerResponse response = exchange.response();
        if (response.headWritten() || response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(reply.status(exchange.api()));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.putHeader(CortexHeaders.REQUEST_ID, exchange.id());
        if (exchange.api() == Api.ANTHROPIC) {
            response.putHeader("request-id", exchange.id());
        }
        if (reply.retryAfterSeconds() > 0) {
            response.putHeader("retry-after", Integer.toString(reply.retryAfterSeconds()));
        }
        if (reply.allow() != null) {
            response.putHeader(HttpHeaders.ALLOW, reply.allow());
        }
        if (reply.type() == ErrorType.AUTHENTICATION) {
            response.putHeader("www-authenticate", "Bearer");
        }
        response.end(Buffer.buffer(exchange.api().body(reply, exchange.id())));
    }
}
