package dev.cortexllm.sandbox.kubelet.runtime;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Mount paths of a container and the local directories that stand for them. A local process has no mount namespace of its own,
 * so the paths are rewritten where a container is told about them: in arguments and in the environment.
 */
public final class MountPaths {
    private final Map<String, Path> directories;
    private final Pattern pattern;

    /** @param directories local directory by absolute mount path */
    public MountPaths(Map<String, Path> directories) {
        this.directories = directories.entrySet().stream()
                .filter(entry -> !trim(entry.getKey()).isEmpty())
                .collect(Collectors.toMap(entry -> trim(entry.getKey()), Map.Entry::getValue));
        this.pattern = this.directories.isEmpty() ? null : pattern();
    }

    /** The same with one more path. */
    public MountPaths and(String path, Path local) {
        Map<String, Path> all = new HashMap<>(directories);
        all.put(path, local);
        return new MountPaths(all);
    }

    /** The text with every whole mount path in it replaced, the longest first; a path inside a longer word is left alone. */
    public String rewrite(String text) {
        if (pattern == null) {
            return text;
        }
        return pattern.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(directories.get(match.group()).toString()));
    }

    private Pattern pattern() {
        String alternatives = directories.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        // Starts after "=", ":", quotes and the like, or as the path of a URL without a host (file:///etc/x).
        return Pattern.compile("(?:(?<![\\w.\\-/])|(?<=://))(?:" + alternatives + ")(?![\\w.\\-])");
    }

    private static String trim(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
