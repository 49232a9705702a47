package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.wire.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.OptionalInt;

/** One response on its way out. Writing to a client that has left does nothing. */
final class Output {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final OptionalInt splitBytes;

    /**
     * An untouched response.
     *
     * @param splitBytes size of one write, when everything is to be sent in small parts
     */
    Output(HttpServerRequest request, OptionalInt splitBytes) {
        this.request = request;
        this.response = request.response();
        this.splitBytes = splitBytes;
    }

    boolean isOpen() {
        return !response.ended() && !response.closed();
    }

    void onClientGone(Runnable task) {
        response.closeHandler(closed -> task.run());
    }

    /** Sends status and headers of a response that comes in parts. */
    void startStream(String contentType, Map<String, String> headers) {
        if (isOpen() && !response.headWritten()) {
            response.setChunked(true);
            headers.forEach(response::putHeader);
            response.putHeader("content-type", contentType).putHeader("cache-control", "no-cache");
            response.writeHead();
        }
    }

    void write(String text) {
        if (!isOpen() || text.isEmpty()) {
            return;
        }
        if (splitBytes.isEmpty()) {
            response.write(text);
            return;
        }
        Buffer bytes = Buffer.buffer(text);
        int size = splitBytes.getAsInt();
        for (int from = 0; from < bytes.length(); from += size) {
            response.write(bytes.slice(from, Math.min(from + size, bytes.length())));
        }
    }

    void end() {
        if (isOpen()) {
            response.end();
        }
    }

    /** Sends a whole response. */
    void send(Reply.Document document) {
        if (!isOpen()) {
            return;
        }
        response.setStatusCode(document.status());
        document.headers().forEach(response::putHeader);
        response.putHeader("content-type", document.contentType());
        if (splitBytes.isEmpty()) {
            response.end(document.body());
            return;
        }
        response.putHeader(
                "content-length",
                Integer.toString(Buffer.buffer(document.body()).length()));
        write(document.body());
        response.end();
    }

    /** Closes the connection without a word. */
    void hangUp() {
        request.connection().close();
    }

    /** Returns whether the client reads more slowly than we write. */
    boolean isFull() {
        return response.writeQueueFull();
    }
}
