package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.wire.chat.ScannedRequest;

/** When the client of a stream is shown what was used. */
public enum UsageShown {
    /** Not at all: no chunk has a usage. */
    NEVER,
    /** In one chunk of its own before the closing event. */
    AT_END,
    /** In every chunk, as the provider tells it. */
    ALWAYS;

    /**
     * When a client wants it.
     *
     * @param request its request
     * @return what it asked for
     */
    public static UsageShown to(ScannedRequest request) {
        return request.usageIsOurs() ? NEVER : request.usageInEveryChunk() ? ALWAYS : AT_END;
    }
}
