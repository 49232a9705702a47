package dev.cortexllm.router.wire.golden;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Paths with {@code *} for anything within a step and {@code **} for any steps, such as {@code messages[*].name} or
 * {@code metadata.**}. A word behind a path, {@code model removed}, means that kind of mutation alone. Remembers which of
 * them were of use.
 */
final class Globs {
    private final Set<String> globs;
    private final Set<String> used = new TreeSet<>();

    Globs(Collection<String> globs) {
        this.globs = new TreeSet<>(globs);
    }

    /**
     * Whether one of them is about a mutation.
     *
     * @param mutation any mutation
     */
    boolean match(Mutation mutation) {
        boolean matches = false;
        String what = mutation.what().split(" ")[0];
        for (String glob : globs) {
            if (matches(glob, mutation.path()) || matches(glob, mutation.path() + " " + what)) {
                used.add(glob);
                matches = true;
            }
        }
        return matches;
    }

    /** Those that were no path that was asked for. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>(globs);
        unused.removeAll(used);
        return unused;
    }

    /**
     * Whether a glob is a path, or a path within it.
     *
     * @param glob the glob
     * @param path the path
     */
    static boolean matches(String glob, String path) {
        StringBuilder regex = new StringBuilder();
        for (String part : glob.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)")) {
            regex.append(part.equals("**") ? ".*" : part.equals("*") ? "[^.\\[\\]]*" : Pattern.quote(part));
        }
        return path.matches(regex.toString());
    }
}
