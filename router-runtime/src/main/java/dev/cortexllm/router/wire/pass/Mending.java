package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.sse.MalformedStream;

/**
 * Makes what is odd in a provider's answer what OpenAI would have sent. Asked only for what the scan has found odd, so that
 * all else passes unread; one per answer.
 */
public interface Mending {
    /** Whether ids of tool calls in the answer may have to be changed. */
    boolean renamesCalls();

    /**
     * Mends a chunk and notes in the state what it says.
     *
     * @param bytes where it is; not changed
     * @param from offset of its first byte
     * @param to offset behind its last byte
     * @param state what the stream has said before
     * @param usage when the client is shown usage
     * @return the chunk in OpenAI's form; null when it is so already
     * @throws MalformedStream when it cannot be mended, or says that the answer failed
     */
    byte[] chunk(byte[] bytes, int from, int to, StreamState state, UsageShown usage) throws MalformedStream;

    /**
     * Makes a chunk that tells the usage of another and nothing else.
     *
     * @param bytes where the other chunk is; not changed
     * @param from offset of its first byte
     * @param to offset behind its last byte
     * @return a chunk without choices
     * @throws MalformedStream when it cannot be read
     */
    byte[] usageChunk(byte[] bytes, int from, int to) throws MalformedStream;

    /**
     * Mends an answer in one piece.
     *
     * @param body the answer; not changed
     * @return the answer in OpenAI's form; the same array when it is so already
     * @throws MalformedStream when it cannot be mended, or says that it failed
     */
    byte[] answer(byte[] body) throws MalformedStream;

    /**
     * Reads an error that stands where an answer should be or go on.
     *
     * @param bytes where it is
     * @param from offset of its first byte
     * @param to offset behind its last byte
     * @return what it says
     */
    UpstreamError error(byte[] bytes, int from, int to);
}
