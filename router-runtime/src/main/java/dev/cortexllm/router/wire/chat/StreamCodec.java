package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** Turns a provider's stream into the client's. */
public interface StreamCodec {
    /**
     * Takes bytes of the provider, cut anywhere.
     *
     * @param piece the next bytes; not to be changed any more
     * @return bytes for the client, maybe none; the same array where all of it passes unchanged
     * @throws MalformedStream when they are not a stream of the format
     */
    byte[] feed(byte[] piece) throws MalformedStream;

    /**
     * The provider's bytes have ended.
     *
     * @return the last bytes for the client, maybe none
     * @throws MalformedStream when what was left is not an event
     */
    byte[] end() throws MalformedStream;

    /** Whether something has come that commits the router to this answer: content, or a finish. */
    boolean committing();

    /** Whether the stream has come to its proper end. */
    boolean complete();

    /** Whether the last event has come: whatever happens to the connection now, nothing of the answer is missing. */
    boolean done();

    /** What the stream said was used, or null. */
    Usage usage();
}
