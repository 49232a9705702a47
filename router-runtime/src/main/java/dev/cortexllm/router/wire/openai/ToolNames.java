package dev.cortexllm.router.wire.openai;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names of tools as OpenAI takes them: at most 64 letters, digits, underscores and hyphens (facts/wire/openai.md 2.1). One
 * that is so stays; any other is cut and gets a hash of itself, the same in every turn, and is known again in the answer.
 */
final class ToolNames {
    private static final int LONGEST = 64;
    private static final int HASH_DIGITS = 8;

    private final Map<String, String> known = new HashMap<>(2);

    /** What a client's tool is called at the provider. */
    String sent(String name) {
        if (fits(name)) {
            return name;
        }
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST - HASH_DIGITS - 1));
        String sent = cut + "_" + sha256(name).substring(0, HASH_DIGITS);
        known.put(sent, name);
        return sent;
    }

    /** What the provider's tool is called at the client. */
    String back(String name) {
        return known.getOrDefault(name, name);
    }

    private static boolean fits(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** A text's digest, 64 hexadecimal digits. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
