package dev.cortexllm.router.balance;

/**
 * Consistent hashing without a ring: every replica has a weight for every key, and a key belongs to the replica with the
 * largest ("rendezvous" or "highest random weight" hashing, Thaler and Ravishankar 1998). The weight depends on nothing but
 * the key and the replica's own identity, so all routers agree; when a replica comes it takes exactly the keys for which
 * its weight is the largest, one in {@code n + 1}, and when one goes only its own keys move, evenly to all others. Nothing
 * has to be built or rebuilt; choosing among {@code n} costs {@code n} weights of a few nanoseconds.
 */
public final class Rendezvous {
    private Rendezvous() {}

    /**
     * How much a replica wants a key.
     *
     * @param key hash of the key
     * @param replica hash of the replica's identity
     * @return its weight; the largest, by {@link Long#compare}, has the key
     */
    public static long weight(long key, long replica) {
        return Hash64.spread(Hash64.spread(key ^ replica) + replica);
    }
}
