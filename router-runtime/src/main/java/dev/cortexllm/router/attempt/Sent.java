package dev.cortexllm.router.attempt;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.Spliced;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.internal.buffer.BufferInternal;

/** The body of a request on its way to an upstream. */
final class Sent {
    /** Below this, looking after memory takes longer than copying. */
    private static final int LARGE_BYTES = 4 * 1024;

    /**
     * Netty writes head and body with one call of the kernel, but at first no more than twice what a socket's buffer is said to hold: 32 KiB
     * on Linux. A larger body that stands in one piece does not fit behind the head, and costs a call and a packet more, for each request. Of
     * a body in pieces as many go with the head as fit, and whenever that is most of what may go, twice as much may the next time.
     */
    private static final int PIECE_BYTES = 16 * 1024;
    /** Of more pieces, 1,024 with the head, the kernel takes none: Netty would copy them together. */
    private static final int MOST_PIECES = 512;

    private Sent() {}

    /**
     * Sends the body of a call, and with it the request. A large one is put together where the kernel reads it from: anywhere else
     * Netty would copy it once more.
     *
     * @param call what to send
     * @param request the request, with its head
     */
    static void end(UpstreamCall call, HttpClientRequest request) {
        Spliced body = call.body();
        int length = body.length();
        if (length < LARGE_BYTES) {
            Buffer sent = Buffer.buffer(length);
            body.write(sent::appendBytes);
            request.end(sent);
        } else {
            endLarge(body, length, request);
        }
    }

    /** Netty gives the memory back when it is written, or cannot be; what never came to Netty is given back here. */
    private static void endLarge(Spliced body, int length, HttpClientRequest request) {
        ByteBuf sent = length <= PIECE_BYTES ? whole(body, length) : pieces(body, length);
        Future<Void> ended = null;
        try {
            ended = request.end(BufferInternal.buffer(sent));
        } finally {
            if (ended == null) {
                sent.release();
            } else {
                ended.onComplete(done -> {
                    if (sent.refCnt() > 0) {
                        sent.release();
                    }
                });
            }
        }
    }

    private static ByteBuf whole(Spliced body, int length) {
        ByteBuf whole = ByteBufAllocator.DEFAULT.directBuffer(length);
        try {
            body.write(whole::writeBytes);
            return whole.retain();
        } finally {
            whole.release();
        }
    }

    /** The same in pieces, of which each holds the whole: the last one gives it back. */
    static CompositeByteBuf pieces(Spliced body, int length) {
        ByteBuf whole = whole(body, length);
        try {
            int size = Math.max(PIECE_BYTES, (length + MOST_PIECES - 1) / MOST_PIECES);
            CompositeByteBuf pieces = ByteBufAllocator.DEFAULT.compositeDirectBuffer(MOST_PIECES);
            for (int from = 0; from < length; from += size) {
                pieces.addComponent(true, whole.retainedSlice(from, Math.min(size, length - from)));
            }
            return pieces;
        } finally {
            whole.release();
        }
    }
}
