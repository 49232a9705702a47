package dev.cortexllm.router.budget;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this router last knew of the spend of each budget, whoever counts it. It orders targets, fills status, and tells a
 * Redis that has forgotten. Safe for any thread.
 */
public final class Spends implements LastKnown {
    private final Map<String, Last> all = new ConcurrentHashMap<>();

    /**
     * What was known of one budget.
     *
     * @param window the window
     * @param spend what was used of it
     */
    public record Last(CalendarWindow window, Spend spend) {}

    /**
     * Notes what a budget has said; an older window than the one known tells nothing.
     *
     * @param key key of the budget
     * @param window the window
     * @param spent what is spent in it, in nano-USD
     * @param reserved what running requests may still spend
     */
    public void note(String key, CalendarWindow window, long spent, long reserved) {
        all.compute(key, (any, last) -> {
            if (last == null || last.window().endsAtMillis() < window.endsAtMillis()) {
                return new Last(window, new Spend(spent, reserved));
            }
            boolean same = last.window().id().equals(window.id());
            return same
                    ? new Last(window, new Spend(Math.max(spent, last.spend().spent()), reserved))
                    : last;
        });
    }

    /**
     * What is known of a budget in a window.
     *
     * @param key key of the budget
     * @param window the window
     * @return what is known to be spent, in nano-USD; 0 when nothing is
     */
    public long spent(String key, CalendarWindow window) {
        Last last = all.get(key);
        return last == null || !last.window().id().equals(window.id())
                ? 0
                : last.spend().spent();
    }

    @Override
    public long used(String key, CalendarWindow window) {
        Last last = all.get(key);
        return last == null || !last.window().id().equals(window.id())
                ? 0
                : last.spend().total();
    }

    /**
     * What is known of a budget.
     *
     * @param key key of the budget
     * @return the last that is known; null when nothing is
     */
    public Last of(String key) {
        return all.get(key);
    }

    /** All that is known, by key. */
    public Map<String, Last> all() {
        return Map.copyOf(all);
    }
}
