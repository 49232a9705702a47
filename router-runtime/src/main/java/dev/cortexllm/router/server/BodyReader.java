package dev.cortexllm.router.server;

import dev.cortexllm.router.outcome.Outcome;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads one request's body into memory, up to a limit of bytes and of time. */
public final class BodyReader {
    private static final int FIRST_SIZE = 64 * 1024;
    private static final byte[] NOTHING = {};
    private static final long LINGER_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long limit;
    private final long patienceMillis;
    private final Consumer<byte[]> whole;
    private final Consumer<Outcome> refused;
    private byte[] bytes = NOTHING;
    private int length;
    private int announced;
    private long timer = -1;
    private boolean over;

    private BodyReader(
            Vertx vertx,
            HttpServerRequest request,
            long limit,
            long patienceMillis,
            Consumer<byte[]> whole,
            Consumer<Outcome> refused) {
        this.vertx = vertx;
        this.request = request;
        this.limit = Math.min(limit, Integer.MAX_VALUE - Long.BYTES);
        this.patienceMillis = patienceMillis;
        this.whole = whole;
        this.refused = refused;
    }

    /**
     * Reads.
     *
     * @param vertx of the event loop
     * @param request the request, nothing of its body read yet
     * @param limit most bytes to read
     * @param patienceMillis how long all of it may take
     * @param whole gets the body
     * @param refused gets the reason when there is none; exactly one of the two is called, once
     */
    public static void read(
            Vertx vertx,
            HttpServerRequest request,
            long limit,
            long patienceMillis,
            Consumer<byte[]> whole,
            Consumer<Outcome> refused) {
        BodyReader reader = new BodyReader(vertx, request, limit, patienceMillis, whole, refused);
        long announced = announced(request);
        request.exceptionHandler(gone -> reader.refuse(new Outcome.ClientLeft()));
        request.endHandler(end -> reader.end());
        if (announced > reader.limit) {
            reader.tooLarge();
            return;
        }
        reader.announced = (int) Math.max(0, Math.min(announced, FIRST_SIZE));
        request.handler(reader::piece);
        // Most bodies come in one piece with their head, and are whole before this is run: they cost no timer.
        vertx.runOnContext(later -> reader.hurry());
    }

    /** From the head on: a client that never sends the first byte must not be waited for for ever. */
    private void hurry() {
        if (!over) {
            timer = vertx.setTimer(patienceMillis, id -> tooSlow());
        }
    }

    /** The length the client announced, 0 when it did not. Vert.x has refused by now what is not a number. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void piece(Buffer piece) {
        if (over) {
            return;
        }
        int needed = length + piece.length();
        if (needed > limit || needed < 0) {
            tooLarge();
            return;
        }
        if (length == 0) {
            bytes = taken(piece);
        } else {
            if (needed > bytes.length) {
                long size = Math.max(needed, Math.max(announced, 2L * bytes.length));
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, size));
            }
            piece.getBytes(0, piece.length(), bytes, length);
        }
        length = needed;
    }

    /** What came of most bodies is all of them, in an array that nobody else has: there is nothing to copy. */
    private static byte[] taken(Buffer piece) {
        ByteBuf held = ((BufferInternal) piece).getByteBuf();
        boolean own = held.hasArray()
                && held.readerIndex() == 0
                && held.arrayOffset() == 0
                && held.array().length == held.readableBytes();
        return own ? held.array() : piece.getBytes();
    }

    private void end() {
        if (!over) {
            close();
            whole.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
        }
    }

    private void tooSlow() {
        breakOff(new Outcome.BodyTooSlow(patienceMillis / 1000));
    }

    private void tooLarge() {
        breakOff(new Outcome.BodyTooLarge(limit));
    }

    /** Refuses, and reads on for a moment without keeping it: closing at once could cost the client the answer. */
    private void breakOff(Outcome why) {
        request.handler(piece -> {});
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        refuse(why);
        vertx.setTimer(LINGER_MILLIS, id -> request.connection().close());
    }

    private void refuse(Outcome why) {
        if (!over) {
            close();
            refused.accept(why);
        }
    }

    private void close() {
        over = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }
}
