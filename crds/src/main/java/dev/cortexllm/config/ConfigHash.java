package dev.cortexllm.config;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash by which a configuration is known in logs, status and acknowledgements: SHA-256 over the canonical JSON of the
 * configuration and of one HMAC-SHA-256 per secret, the first 16 hexadecimal digits of it.
 */
public final class ConfigHash {
    private static final int DIGITS = 16;

    private ConfigHash() {}

    static String of(RouterConfig config, Map<String, String> secrets, String digestKey) {
        Map<String, String> digests = new TreeMap<>();
        secrets.forEach((id, value) -> digests.put(id, KeyDigest.hex(digestKey, value)));
        byte[] all = CanonicalJson.bytes(Map.of("config", config, "secrets", digests));
        return sha256(all).substring(0, DIGITS);
    }

    /**
     * SHA-256 of some bytes.
     *
     * @param bytes anything
     * @return 64 hexadecimal digits
     */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
