package dev.cortexllm.router.limit;

import dev.cortexllm.config.Limit;
import dev.cortexllm.router.account.LimitMeters;
import dev.cortexllm.router.account.Meters;
import java.util.Arrays;
import java.util.List;

/**
 * A limit ready for use.
 *
 * @param config the limit
 * @param meters what is measured of it
 */
public record LimitEntry(Limit config, LimitMeters meters) {
    /** Stands in the key of a count of its own between the limit's key and what the count is told apart by. */
    public static final char APART = '|';

    /**
     * The same with a count of its own.
     *
     * @param suffix what it is told apart by; begins with {@link #APART}
     * @return an entry that shares meters and terms
     */
    public LimitEntry apart(String suffix) {
        return new LimitEntry(config.apart(suffix), meters);
    }

    /**
     * Compiles limits.
     *
     * @param limits as configured, possibly null
     * @param meters meters of the process
     * @return their entries; null when there are none, so that a request without limits costs one comparison
     */
    public static LimitEntry[] of(List<Limit> limits, Meters meters) {
        if (limits == null || limits.isEmpty()) {
            return null;
        }
        return limits.stream()
                .map(limit -> new LimitEntry(
                        limit, meters.limit(limit.owner(), limit.name(), limit.shadow(), limit.notifyPercents())))
                .toArray(LimitEntry[]::new);
    }

    /**
     * Puts limits together.
     *
     * @param first some, or null
     * @param second more, or null
     * @return all of them; null when there are none
     */
    public static LimitEntry[] join(LimitEntry[] first, LimitEntry[] second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        LimitEntry[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
