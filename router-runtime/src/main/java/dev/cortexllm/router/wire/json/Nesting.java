package dev.cortexllm.router.wire.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where in a document a cursor is: the objects and arrays around it, and the names that were in each object so far. */
final class Nesting {
    /** So many names are compared with each other; more are looked up. */
    private static final int FEW = 8;

    private boolean[] objects = new boolean[16];
    /** Where the names of an object begin among all. */
    private int[] firsts = new int[16];

    private String[] names = new String[32];
    private int size;
    private int depth;
    /** Of objects with many names, by their depth. */
    private Map<Integer, Set<String>> many = Map.of();

    int depth() {
        return depth;
    }

    boolean inObject() {
        return objects[depth];
    }

    /**
     * Begins an object or array.
     *
     * @return false when that is too deep
     */
    boolean enter(boolean object) {
        if (depth == JsonReading.DEEPEST) {
            return false;
        }
        depth++;
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, 2 * depth);
            firsts = Arrays.copyOf(firsts, 2 * depth);
        }
        objects[depth] = object;
        firsts[depth] = size;
        return true;
    }

    void leave() {
        size = firsts[depth];
        if (!many.isEmpty()) {
            many.remove(depth);
        }
        depth--;
    }

    /** Notes a name of the present object; false when it was there before. */
    boolean isNew(String name) {
        int first = firsts[depth];
        if (size - first == FEW) {
            return among().add(name);
        }
        for (int i = first; i < size; i++) {
            if (names[i].equals(name)) {
                return false;
            }
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size++] = name;
        return true;
    }

    private Set<String> among() {
        if (many.isEmpty()) {
            many = new HashMap<>();
        }
        return many.computeIfAbsent(
                depth, any -> new HashSet<>(Arrays.asList(names).subList(firsts[depth], size)));
    }
}
