package dev.cortexllm.router.wire.chat;

/** One attempt: what goes to the provider, and how its answer becomes the client's. */
public interface Codec {
    /** What goes to the provider. */
    UpstreamCall call();

    /** Turns an answer that comes as a stream. */
    StreamCodec stream();

    /** Turns an answer that comes in one piece. */
    WholeCodec whole();

    /**
     * Whether an error of the provider's has the dialect's own shape, so that it may go to the client as it is.
     *
     * @param body the error's body
     * @return false where it has to be written anew
     */
    boolean passesError(byte[] body);
}
