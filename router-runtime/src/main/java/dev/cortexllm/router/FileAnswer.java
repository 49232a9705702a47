package dev.cortexllm.router;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.InputStream;
import java.util.concurrent.Callable;

/** Sends what can only be read by waiting for it, a piece at a time, beside the event loops and no faster than it is taken. */
final class FileAnswer {
    private static final int PIECE = 64 * 1024;

    private final Vertx vertx;
    private final InputStream in;
    private final HttpServerResponse response;

    private FileAnswer(Vertx vertx, InputStream in, HttpServerResponse response) {
        this.vertx = vertx;
        this.in = in;
        this.response = response;
    }

    /**
     * Sends it.
     *
     * @param vertx of the process
     * @param open opens it; may block
     * @param response where to
     * @return done when all of it is sent and closed
     */
    static Future<Void> send(Vertx vertx, Callable<InputStream> open, HttpServerResponse response) {
        return vertx.executeBlocking(open, false).compose(in -> {
            FileAnswer answer = new FileAnswer(vertx, in, response);
            return answer.pieces().eventually(answer::close);
        });
    }

    private Future<Void> pieces() {
        return vertx.executeBlocking(() -> in.readNBytes(PIECE), false)
                .compose(piece -> piece.length == 0
                        ? response.end()
                        : response.write(Buffer.buffer(piece)).compose(sent -> pieces()));
    }

    private Future<Void> close() {
        return vertx.executeBlocking(
                () -> {
                    in.close();
                    return null;
                },
                false);
    }
}
