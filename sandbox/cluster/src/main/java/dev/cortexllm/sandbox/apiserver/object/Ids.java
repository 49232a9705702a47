package dev.cortexllm.sandbox.apiserver.object;

import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where names come from that nobody chose.
 *
 * @param uid object uids
 * @param suffix five characters after a {@code generateName}
 */
public record Ids(Supplier<String> uid, Supplier<String> suffix) {
    // no vowels and no digits that look like them, as Kubernetes does, so that no words come out
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    /** Ids out of one source of randomness; the same source gives the same ids. */
    public static Ids from(Random random) {
        return new Ids(() -> new UUID(random.nextLong(), random.nextLong()).toString(), () -> letters(random, 5));
    }

    private static String letters(Random random, int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }
}
