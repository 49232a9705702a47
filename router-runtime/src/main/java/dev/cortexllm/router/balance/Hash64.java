package dev.cortexllm.router.balance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * XXH64 as its specification describes it (github.com/Cyan4973/xxHash, doc/xxhash_spec.md): the same on every machine and in
 * every version, which routers that choose alike depend on. Not for secrets.
 */
public final class Hash64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final int STRIPE = 32;

    private Hash64() {}

    /**
     * Of a text in UTF-8.
     *
     * @param text any text
     * @param seed another one gives another hash
     * @return its hash
     */
    public static long of(String text, long seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length, seed);
    }

    /**
     * Of some bytes.
     *
     * @param bytes where they are
     * @param from offset of the first
     * @param to offset behind the last
     * @param seed another one gives another hash; the hash of what stands before, to hash in pieces
     * @return their hash
     */
    public static long of(byte[] bytes, int from, int to, long seed) {
        int at = from;
        long hash = seed + P5;
        if (to - from >= STRIPE) {
            long one = seed + P1 + P2;
            long two = seed + P2;
            long three = seed;
            long four = seed - P1;
            for (; at + STRIPE <= to; at += STRIPE) {
                one = round(one, (long) LONGS.get(bytes, at));
                two = round(two, (long) LONGS.get(bytes, at + 8));
                three = round(three, (long) LONGS.get(bytes, at + 16));
                four = round(four, (long) LONGS.get(bytes, at + 24));
            }
            hash = Long.rotateLeft(one, 1)
                    + Long.rotateLeft(two, 7)
                    + Long.rotateLeft(three, 12)
                    + Long.rotateLeft(four, 18);
            hash = merged(merged(merged(merged(hash, one), two), three), four);
        }
        return rest(bytes, at, to, hash + (to - from));
    }

    private static long rest(byte[] bytes, int from, int to, long before) {
        int at = from;
        long hash = before;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(bytes, at)), 27) * P1 + P4;
        }
        if (at + Integer.BYTES <= to) {
            hash = Long.rotateLeft(hash ^ ((int) INTS.get(bytes, at) & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
            at += Integer.BYTES;
        }
        for (; at < to; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * P5, 11) * P1;
        }
        return spread(hash);
    }

    /**
     * Mixes every bit into every other: XXH64's finish, a bijection.
     *
     * @param number any number
     * @return another one
     */
    public static long spread(long number) {
        long hash = number;
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long merged(long hash, long lane) {
        return (hash ^ round(0, lane)) * P1 + P4;
    }
}
