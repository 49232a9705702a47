package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.wire.sse.MalformedStream;

/** An upstream reports an error where its answer should be or go on. */
public final class UpstreamFailed extends MalformedStream {
    private static final long serialVersionUID = 1L;

    private final transient UpstreamError error;

    /**
     * @param error what it says
     */
    public UpstreamFailed(UpstreamError error) {
        super("the upstream reported an error");
        this.error = error;
    }

    /** What it says. */
    public UpstreamError error() {
        return error;
    }
}
