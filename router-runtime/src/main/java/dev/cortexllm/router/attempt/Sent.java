package dev.cortexllm.router.attempt;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.Spliced;
import io.vertx.core.buffer.Buffer;

/** The body of a request on its way to an upstream. */
final class Sent {
    private Sent() {}

    /** Puts the body of a call together, in the one buffer that is sent. */
    static Buffer of(UpstreamCall call) {
        Spliced body = call.body();
        Buffer sent = Buffer.buffer(body.length());
        body.write(sent::appendBytes);
        return sent;
    }
}
