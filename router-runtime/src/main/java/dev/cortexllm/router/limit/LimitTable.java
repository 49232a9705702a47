package dev.cortexllm.router.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The counts of many limits. One thread at a time. */
public final class LimitTable {
    private final Map<String, Count> counts = new HashMap<>();

    /**
     * Takes from every limit, or from none.
     *
     * @param ask what is asked
     * @param now milliseconds
     * @return the decision
     */
    public Decision reserve(Ask ask, long now) {
        LimitEntry[] limits = ask.limits();
        Decision decision = look(ask, now);
        for (int i = 0; i < limits.length; i++) {
            if (decision.taken(i)) {
                count(limits[i]).take(limits[i].config(), now, ask.amount(i));
            }
        }
        return decision;
    }

    /**
     * Looks what every limit says; nothing is taken.
     *
     * @param ask what is asked
     * @param now milliseconds
     * @return what would be decided
     */
    public Decision look(Ask ask, long now) {
        LimitEntry[] limits = ask.limits();
        Reading[] readings = new Reading[limits.length];
        for (int i = 0; i < limits.length; i++) {
            readings[i] = count(limits[i]).look(limits[i].config(), now, ask.amount(i));
        }
        return Decision.of(ask, readings);
    }

    /**
     * Corrects some of the limits that were taken from, when it is known what the request came to.
     *
     * @param ask what was asked
     * @param decision what was decided
     * @param takenAt when, in milliseconds
     * @param now milliseconds
     * @param from first limit to correct
     * @param to behind the last one
     * @param used what the request came to
     */
    public void settle(Ask ask, Decision decision, long takenAt, long now, int from, int to, Used used) {
        for (int i = from; i < to; i++) {
            long by = ask.correction(i, used);
            if (by != 0 && decision.taken(i)) {
                LimitEntry limit = ask.limits()[i];
                count(limit).correct(limit.config(), takenAt, now, by);
            }
        }
    }

    /**
     * Forgets what no configuration names any more.
     *
     * @param keys keys of the limits that are named
     */
    public void retain(Set<String> keys) {
        counts.keySet().removeIf(key -> !keys.contains(limitOf(key)));
    }

    /** Key of the limit that a count belongs to, also of one that it has for each client. */
    private static String limitOf(String key) {
        int apart = key.indexOf(LimitEntry.APART);
        return apart < 0 ? key : key.substring(0, apart);
    }

    private Count count(LimitEntry limit) {
        return counts.computeIfAbsent(limit.config().key(), key -> Count.of(limit.config()));
    }
}
