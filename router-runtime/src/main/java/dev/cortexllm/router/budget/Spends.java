package dev.cortexllm.router.budget;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this router last knew of the spend of each budget, whoever counts it. It orders targets, fills status, and tells a
 * Redis that has forgotten. Safe for any thread.
 */
public final class Spends {
    private final Map<String, Spend> all = new ConcurrentHashMap<>();

    /**
     * What was known of one budget.
     *
     * @param window the window
     * @param spentNanoUsd what was spent in it
     * @param reservedNanoUsd what running requests might still spend
     */
    public record Spend(WindowSpan window, long spentNanoUsd, long reservedNanoUsd) {}

    /**
     * Notes what a budget has said; an older window than the one known tells nothing.
     *
     * @param key key of the budget
     * @param window the window
     * @param spent what is spent in it, in nano-USD
     * @param reserved what running requests may still spend
     */
    public void note(String key, WindowSpan window, long spent, long reserved) {
        all.compute(key, (any, last) -> {
            if (last == null || last.window().endsAtMillis() < window.endsAtMillis()) {
                return new Spend(window, spent, reserved);
            }
            boolean same = last.window().id().equals(window.id());
            return same ? new Spend(window, Math.max(spent, last.spentNanoUsd()), reserved) : last;
        });
    }

    /**
     * What is known of a budget in a window.
     *
     * @param key key of the budget
     * @param window the window
     * @return what is known to be spent, in nano-USD; 0 when nothing is
     */
    public long spent(String key, WindowSpan window) {
        Spend last = all.get(key);
        return last == null || !last.window().id().equals(window.id()) ? 0 : last.spentNanoUsd();
    }

    /**
     * What is known of a budget.
     *
     * @param key key of the budget
     * @return the last that is known; null when nothing is
     */
    public Spend of(String key) {
        return all.get(key);
    }

    /** All that is known, by key; a view that changes. */
    public Map<String, Spend> all() {
        return Map.copyOf(all);
    }

    /**
     * Forgets what no configuration names any more.
     *
     * @param keys keys of the budgets that are named
     */
    public void retain(Set<String> keys) {
        all.keySet().retainAll(keys);
    }
}
