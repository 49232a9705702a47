package dev.cortexllm.sandbox.models.wire;

import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.engine.PrefixCache;

/** What of a prompt a vendor says, and bills, that it has read from its cache and written to it. */
public enum CacheUse {
    /** Whatever is found is told; writing is free. */
    AUTOMATIC,
    /** The request marks something for the cache: what is found is told, and so is what is new. */
    MARKED,
    /** The request marks nothing, so nothing is told. */
    UNMARKED;

    /** Returns how many tokens of the prompt come from the cache. */
    public int read(Generation generation) {
        return this == UNMARKED ? 0 : generation.cachedTokens();
    }

    /** Returns how many tokens of the prompt go into the cache: whole blocks. */
    public int written(Generation generation) {
        int rest = generation.plan().promptTokens() - read(generation);
        return this == MARKED ? rest - rest % PrefixCache.BLOCK : 0;
    }
}
