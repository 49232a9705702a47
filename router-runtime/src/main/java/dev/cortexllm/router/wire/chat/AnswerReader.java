package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.wire.sse.MalformedStream;

/** Reads a provider's answer, a stream or a whole; made anew for every attempt. */
public interface AnswerReader {
    /**
     * Takes bytes of the provider, cut anywhere.
     *
     * @param piece the next bytes; not to be changed any more
     * @param sink told what they say
     * @throws MalformedStream when they are not an answer
     * @throws UpstreamFailed when they are an error
     */
    void feed(byte[] piece, AnswerSink sink) throws MalformedStream;

    /**
     * The provider's bytes have ended. A reader whose format has no closing event says {@link AnswerSink#end} here.
     *
     * @param sink told what was still missing
     * @throws MalformedStream when that is not the end of an answer
     */
    void end(AnswerSink sink) throws MalformedStream;
}
