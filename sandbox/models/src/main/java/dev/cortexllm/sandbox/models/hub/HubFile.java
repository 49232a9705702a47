package dev.cortexllm.sandbox.models.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A file of a repository.
 *
 * @param path its path, which a hostile repository may choose as it likes
 * @param content what is served
 * @param size what is announced
 * @param large whether it is kept by git-lfs, so that it has a SHA-256 and is served by another server
 */
public record HubFile(String path, byte[] content, long size, boolean large) {
    /** A small text file. */
    public static HubFile text(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new HubFile(path, content, content.length, false);
    }

    /** A large file of {@code size} bytes that look random and are the same for the same path. */
    public static HubFile weights(String path, int size) {
        byte[] content = new byte[size];
        new Random(path.hashCode()).nextBytes(content);
        return new HubFile(path, content, size, true);
    }

    /** A file that is announced larger than any disk. */
    public static HubFile huge(String path) {
        return new HubFile(path, new byte[0], 1L << 50, true);
    }

    /** SHA-256 of large files, else git's SHA-1. */
    public String hash() {
        return large
                ? hex("SHA-256", new byte[0])
                : hex("SHA-1", ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    private String hex(String algorithm, byte[] header) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(header);
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
