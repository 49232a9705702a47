package dev.cortexllm.router.wire.openai.vendor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * Ids of tool calls as Mistral wants them: exactly nine letters or digits. One that is so stays; any other becomes a hash
 * of itself, which is the same in every turn, and is known again in the answer. Source: facts/wire/openai-compatible.md
 * section 1, golden.md G10.
 */
final class NineCharIds {
    private static final int LENGTH = 9;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Map<String, String> known = new HashMap<>(2);

    /** What a client's id is called at the vendor. */
    String sent(String id) {
        if (fits(id)) {
            return id;
        }
        String hash = hash(id);
        known.put(hash, id);
        return hash;
    }

    /** The client's id by the vendor's; the vendor's own ids are the client's too. */
    String back(String id) {
        return known.getOrDefault(id, id);
    }

    /** Whether no id goes by another name. */
    boolean isEmpty() {
        return known.isEmpty();
    }

    private static boolean fits(String id) {
        if (id.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (ALPHABET.indexOf(id.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Nine letters or digits by a digest of a text: 2^53 of them, so that two of one conversation never meet. */
    static String hash(String id) {
        byte[] digest = digest(id);
        StringBuilder hash = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            int two = (digest[2 * i] & 0xFF) << 8 | digest[2 * i + 1] & 0xFF;
            hash.append(ALPHABET.charAt(two % ALPHABET.length()));
        }
        return hash.toString();
    }

    private static byte[] digest(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
