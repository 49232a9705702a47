package dev.cortexllm.sandbox.models.wire;

import java.util.SplittableRandom;

/** Names for requests and calls: random looking, the same in every run with the same seed. */
public final class Ids {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SplittableRandom random;

    /** A sequence of its own. */
    public Ids(long seed) {
        random = new SplittableRandom(seed ^ 0x1d5L);
    }

    /** Returns the next name: the prefix and 24 letters or digits. */
    public String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 24; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
