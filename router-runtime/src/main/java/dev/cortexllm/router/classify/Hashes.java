package dev.cortexllm.router.classify;

/** Hashes of words, the same on every machine. */
final class Hashes {
    static final int START = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private Hashes() {}

    /** Goes on by one character (FNV-1a over UTF-16 units). */
    static int step(int hash, char c) {
        return (hash ^ c) * PRIME;
    }

    static int of(CharSequence text) {
        int hash = START;
        for (int i = 0; i < text.length(); i++) {
            hash = step(hash, text.charAt(i));
        }
        return hash;
    }

    /** Of two words in this order. */
    static int pair(int first, int second) {
        return spread(first * 31 + 17) ^ second;
    }

    /** Mixes all bits into the low ones (the finisher of MurmurHash3). */
    static int spread(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        return h ^ h >>> 16;
    }
}
