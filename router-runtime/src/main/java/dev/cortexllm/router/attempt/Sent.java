package dev.cortexllm.router.attempt;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.Spliced;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * The body of a request on its way to an upstream. Its pieces are put together by the socket: Vert.x' public API copies every array
 * that it is given, which for a large request costs as much as reading it.
 */
final class Sent {
    private Sent() {}

    /** What to send for a call. */
    static Buffer of(UpstreamCall call) {
        Spliced body = call.body();
        CompositeByteBuf sent = Unpooled.compositeBuffer(Integer.MAX_VALUE);
        body.write((bytes, from, length) -> sent.addComponent(true, piece(bytes, from, length)));
        return BufferInternal.buffer(sent);
    }

    private static ByteBuf piece(byte[] bytes, int from, int length) {
        return Unpooled.wrappedBuffer(bytes, from, length);
    }
}
