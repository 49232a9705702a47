package dev.cortexllm.router.classify;

/** Bits by hash. Two texts of one hash count as the same. Filled once, then only read. */
final class HashMasks {
    /** Hash and bits by turns; no bits: a free place. */
    private final int[] table;

    private final int last;

    /**
     * @param bits logarithm of its size, which is never reached by half
     */
    HashMasks(int bits) {
        table = new int[2 << bits];
        last = (1 << bits) - 1;
    }

    void add(int hash, int mask) {
        int at = slot(hash);
        table[at] = hash;
        table[at + 1] |= mask;
    }

    /** 0 for what was never added. */
    int get(int hash) {
        return table[slot(hash) + 1];
    }

    private int slot(int hash) {
        int at = Hashes.spread(hash) & last;
        while (table[2 * at + 1] != 0 && table[2 * at] != hash) {
            at = at + 1 & last;
        }
        return 2 * at;
    }
}
