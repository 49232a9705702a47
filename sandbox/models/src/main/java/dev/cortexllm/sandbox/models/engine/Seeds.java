package dev.cortexllm.sandbox.models.engine;

import java.util.List;

/** Turns texts into a seed that is the same on every machine and in every run (64-bit FNV-1a over UTF-16 units). */
public final class Seeds {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Seeds() {}

    /** Mixes a seed and texts; the border between two texts counts. */
    public static long of(long seed, List<String> texts) {
        long hash = (OFFSET ^ seed) * PRIME;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
            hash = (hash ^ 0xffff) * PRIME;
        }
        return hash;
    }
}
