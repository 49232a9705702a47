package dev.cortexllm.router.attempt;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.Spliced;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** The body of a request on its way to an upstream. */
final class Sent {
    /** Below this, looking after pieces takes longer than copying them. */
    private static final int LARGE_BYTES = 4 * 1024;

    private static final int MOST_PIECES = 64;

    private Sent() {}

    /**
     * Puts the body of a call together. A large one is only said to be so: Netty copies it in any case, to where the kernel reads it
     * from, and nobody changes its bytes.
     */
    static Buffer of(UpstreamCall call) {
        Spliced body = call.body();
        int length = body.length();
        if (length < LARGE_BYTES || body.edits().size() > MOST_PIECES / 2) {
            Buffer sent = Buffer.buffer(length);
            body.write(sent::appendBytes);
            return sent;
        }
        CompositeByteBuf pieces = Unpooled.compositeBuffer(MOST_PIECES);
        body.write((bytes, from, count) -> pieces.addComponent(true, Unpooled.wrappedBuffer(bytes, from, count)));
        return BufferInternal.buffer(pieces);
    }
}
