package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** Turns a provider's answer in one piece into the client's. */
public interface WholeCodec {
    /**
     * Turns it.
     *
     * @param body all of the provider's answer; not to be changed any more
     * @return the client's answer; the same array where all of it passes unchanged
     * @throws MalformedStream when it is not an answer of the format
     */
    byte[] turn(byte[] body) throws MalformedStream;

    /** What the answer said was used, or null. */
    Usage usage();

    /** Whether an answer too large to hold may be written as it comes. */
    boolean passesUnchanged();
}
