package dev.cortexllm.router.wire.sse;

/** What an upstream streams is not a stream of chat completion chunks, or says itself that it failed. */
public class MalformedStream extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with it
     */
    public MalformedStream(String message) {
        super(message, null, false, false);
    }
}
