package dev.cortexllm.router.classify;

import java.util.Arrays;

/**
 * What a prompt shows, in the numbers that a model weighs: which of {@link #HASHED} words, pairs and beginnings it has, in
 * groups that count alike however many they hold, and a few measures.
 */
final class Features {
    /** Places for words and the like, shared by those whose hashes collide. */
    static final int HASHED = 1 << 14;
    /** Measures. */
    static final int MEASURES = 80;

    private final long[] seen = new long[HASHED >>> 6];
    private final int[][] indexes = new int[Group.COUNT][64];
    private final int[] sizes = new int[Group.COUNT];
    private final float[] measures = new float[MEASURES];

    /** Where features come from. Those of one group share a weight, so that a long text does not outweigh its beginning. */
    enum Group {
        /** Words of the person's prose. */
        WORDS,
        /** How these words begin. */
        BEGINNINGS,
        /** Pairs of neighbours. */
        PAIRS,
        /** The first words. */
        HEAD,
        /** Words of code and logs. */
        CODE,
        /** Words of the system prompt. */
        SYSTEM;

        static final int COUNT = values().length;
    }

    /** Notes a feature; a second time it is passed over. */
    void add(Group group, int hash) {
        int index = Hashes.spread(hash + 0x9E3779B9 * (group.ordinal() + 1)) & HASHED - 1;
        long bit = 1L << index;
        if ((seen[index >>> 6] & bit) != 0) {
            return;
        }
        seen[index >>> 6] |= bit;
        int g = group.ordinal();
        if (sizes[g] == indexes[g].length) {
            indexes[g] = Arrays.copyOf(indexes[g], 2 * sizes[g]);
        }
        indexes[g][sizes[g]++] = index;
    }

    void measure(int index, double value) {
        measures[index] = (float) value;
    }

    int[] indexes(Group group) {
        return indexes[group.ordinal()];
    }

    int size(Group group) {
        return sizes[group.ordinal()];
    }

    float[] measures() {
        return measures;
    }
}
