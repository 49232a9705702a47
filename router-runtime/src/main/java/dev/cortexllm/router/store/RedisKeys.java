package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.CalendarWindow;

/** Names of a gateway's keys. All share one hash tag, so that one script may touch them. */
final class RedisKeys {
    /** Stands in no id of a window. */
    private static final String WINDOW = "@";

    private final String prefix;

    /**
     * @param tag what the keys share
     */
    RedisKeys(String tag) {
        this.prefix = "{cortex:" + tag + "}:";
    }

    String limit(String key) {
        return prefix + "limit:" + key;
    }

    String till(String key, CalendarWindow window) {
        return prefix + "budget:" + key + WINDOW + window.id();
    }

    /**
     * Reads back what {@link #till} made.
     *
     * @param name the key
     * @param endsAtMillis when its window ends
     * @throws IllegalArgumentException when it is no such key
     */
    Till parsed(String name, long endsAtMillis) {
        String budgets = prefix + "budget:";
        int window = name.lastIndexOf(WINDOW);
        if (!name.startsWith(budgets) || window < budgets.length()) {
            throw new IllegalArgumentException(name + " is no key of a budget");
        }
        return new Till(
                name.substring(budgets.length(), window),
                new CalendarWindow(name.substring(window + WINDOW.length()), 0, endsAtMillis));
    }

    String hold(String attemptId) {
        return holdPrefix() + attemptId;
    }

    String holdPrefix() {
        return prefix + "hold:";
    }

    String holds() {
        return prefix + "holds";
    }

    String done(String attemptId) {
        return prefix + "done:" + attemptId;
    }

    String ledger() {
        return prefix + "ledger";
    }

    String told(String id) {
        return prefix + "told:" + id;
    }

    /** Of anything else, such as statistics. */
    String of(String key) {
        return prefix + key;
    }
}
