package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadReason;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A file of a repository.
 *
 * @param path where it is in the repository, with {@code /}; never leaves it
 * @param size bytes, at least 0
 * @param hash its name among the blobs: SHA-256 of a large file, else git's SHA-1
 */
record RepositoryFile(String path, long size, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern SEGMENT = Pattern.compile("[^\\\\\\p{Cntrl}]+");
    private static final int LONGEST_SEGMENT = 255;
    private static final int LONGEST = 2048;
    private static final int SHOWN = 80;

    /**
     * Takes over what a server says of a file.
     *
     * @throws LoadFailure when nothing may be written under such a name
     */
    static RepositoryFile of(String path, long size, String hash) throws LoadFailure {
        if (!safe(path)) {
            throw new LoadFailure(
                    LoadReason.Refused, "the repository lists a file with an unusable path: '" + shown(path) + "'");
        }
        if (size < 0 || hash == null || !HASH.matcher(hash).matches()) {
            throw new LoadFailure(
                    LoadReason.Refused, "the repository gives neither size nor hash for '" + shown(path) + "'");
        }
        return new RepositoryFile(path, size, hash);
    }

    /** Whether the hash is that of the content alone; git's has a header. */
    boolean sha256() {
        return hash.length() == 64;
    }

    /** Whether a path of somebody else's stays in the folder that it is resolved against. */
    static boolean safe(String path) {
        if (path == null || path.isEmpty() || path.length() > LONGEST) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
                return false;
            }
        }
        return true;
    }

    private static String shown(String path) {
        String text = String.valueOf(path).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
