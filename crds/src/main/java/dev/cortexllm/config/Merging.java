package dev.cortexllm.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How quirks of a vendor and of a model become one. */
final class Merging {
    private Merging() {}

    /** A list that is never null. */
    static <T> List<T> list(List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    /** A map that is never null, in the order of its keys: what is written of it is the same in every process. */
    static <T> Map<String, T> map(Map<String, T> given) {
        return given == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(given));
    }

    /** Both lists, nothing twice. */
    static <T> List<T> both(List<T> some, List<T> more) {
        if (more.isEmpty()) {
            return some;
        }
        List<T> both = new ArrayList<>(some);
        more.stream().filter(one -> !some.contains(one)).forEach(both::add);
        return both;
    }

    /** Both maps; where both have a key, the second counts. */
    static <T> Map<String, T> both(Map<String, T> some, Map<String, T> more) {
        if (more.isEmpty()) {
            return some;
        }
        Map<String, T> both = new TreeMap<>(some);
        both.putAll(more);
        return both;
    }

    /** The second value if there is one. */
    static <T> T last(T one, T more) {
        return more == null ? one : more;
    }
}
