package dev.cortexllm.router.wire.chat;

/** Writes an answer in a client's dialect, a stream or a whole; made anew for every attempt. */
public interface AnswerWriter extends AnswerSink {
    /**
     * What was written since the last call.
     *
     * @return bytes for the client, maybe none. Of a whole answer nothing comes before {@link #end}
     */
    byte[] take();
}
