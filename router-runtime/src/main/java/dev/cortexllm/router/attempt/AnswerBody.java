package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.sse.MalformedStream;
import io.vertx.core.buffer.Buffer;

/** How the body of one upstream's answer becomes the client's; made anew for every attempt. */
interface AnswerBody {
    /**
     * Takes bytes of the upstream.
     *
     * @param piece the next bytes
     * @throws MalformedStream when they are not an answer
     */
    void data(Buffer piece) throws MalformedStream;

    /**
     * The upstream has sent all.
     *
     * @throws MalformedStream when that is not a whole answer
     */
    void end() throws MalformedStream;

    /** Whether the upstream has begun to answer, so that from now on only pauses are too long. */
    boolean begun();

    /** Whether nothing of the answer is missing any more, although its connection has not ended yet. */
    boolean whole();

    /** What the answer used, as far as it has said so, or null. */
    Usage usage();
}
