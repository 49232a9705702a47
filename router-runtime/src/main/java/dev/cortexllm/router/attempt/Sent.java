package dev.cortexllm.router.attempt;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.Spliced;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.internal.buffer.BufferInternal;

/** The body of a request on its way to an upstream. */
final class Sent {
    /** Below this, looking after memory takes longer than copying. */
    private static final int LARGE_BYTES = 4 * 1024;

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
        ByteBuf sent = ByteBufAllocator.DEFAULT.directBuffer(length);
        Future<Void> ended = null;
        try {
            body.write(sent::writeBytes);
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
}
