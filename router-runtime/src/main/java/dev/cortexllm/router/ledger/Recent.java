package dev.cortexllm.router.ledger;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tallies by names that clients make up: the most recently used of them, and all that had to go in one. Not safe for several
 * threads.
 */
final class Recent {
    private final int most;
    private final LinkedHashMap<String, Tally> byName = new LinkedHashMap<>(16, 0.75f, true);
    private Tally others;
    private long gone;

    Recent(int most) {
        this.most = most;
    }

    Recent copy() {
        Recent copy = new Recent(most);
        byName.forEach((name, tally) -> copy.byName.put(name, tally.copy()));
        copy.others = others == null ? null : others.copy();
        copy.gone = gone;
        return copy;
    }

    void add(String name, Tally by) {
        Tally known = byName.get(name);
        if (known == null) {
            known = new Tally();
            byName.put(name, known);
            if (byName.size() > most) {
                forget();
            }
        }
        known.add(by);
    }

    private void forget() {
        Map.Entry<String, Tally> eldest = byName.entrySet().iterator().next();
        byName.remove(eldest.getKey());
        others = others == null ? new Tally() : others;
        others.add(eldest.getValue());
        gone++;
    }

    /** Those that are kept, the least recent first. */
    Map<String, Tally> byName() {
        return byName;
    }

    /** What those came to that are not; null when there are none. */
    Tally others() {
        return others;
    }

    /** Names that had to go; one that came back and had to go again counts twice. */
    long gone() {
        return gone;
    }
}
