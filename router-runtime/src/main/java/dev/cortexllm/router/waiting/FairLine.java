package dev.cortexllm.router.waiting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line in which groups take turns, each group first come, first served. Everything but {@link #displacedBy} costs the
 * logarithm of the line's length. Not safe for threads.
 *
 * @param <T> what stands in it
 */
final class FairLine<T> {
    /** Each group's own line by place, in the order of the groups' turns; none is empty. */
    private final Map<String, TreeMap<Long, T>> groups = new LinkedHashMap<>();

    private int size;

    /** How many stand in it. */
    int size() {
        return size;
    }

    /**
     * Lets one in; a group that was not in the line has the last turn.
     *
     * @param group whose turn it waits for
     * @param place where in its group it stands: lower ones are served before; no two of a group have the same
     * @param one who
     */
    void add(String group, long place, T one) {
        groups.computeIfAbsent(group, first -> new TreeMap<>()).put(place, one);
        size++;
    }

    /** Takes one out wherever it stands; it must be in the line. */
    void remove(String group, long place) {
        TreeMap<Long, T> line = groups.get(group);
        line.remove(place);
        size--;
        if (line.isEmpty()) {
            groups.remove(group);
        }
    }

    /** Takes out whose turn it is; null when nobody is there. */
    T next() {
        if (size == 0) {
            return null;
        }
        String group = groups.keySet().iterator().next();
        TreeMap<Long, T> line = groups.remove(group);
        T first = line.pollFirstEntry().getValue();
        size--;
        if (!line.isEmpty()) {
            groups.put(group, line);
        }
        return first;
    }

    /**
     * Takes out the newest of the longest group, if one more of a group in its place makes their lengths more even. So groups
     * that want more than there is room for come to equal shares, and none displaces another to and fro.
     *
     * @param group who wants to come in
     * @return who has to leave; null when nobody has
     */
    T displacedBy(String group) {
        String longest = null;
        int most = 0;
        for (Map.Entry<String, TreeMap<Long, T>> entry : groups.entrySet()) {
            if (entry.getValue().size() > most) {
                most = entry.getValue().size();
                longest = entry.getKey();
            }
        }
        TreeMap<Long, T> own = groups.get(group);
        if ((own == null ? 0 : own.size()) + 1 >= most) {
            return null;
        }
        size--;
        return groups.get(longest).pollLastEntry().getValue();
    }
}
