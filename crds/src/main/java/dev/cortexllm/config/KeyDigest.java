package dev.cortexllm.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 of secrets, by which they are told apart without being known. */
public final class KeyDigest {
    private static final String ALGORITHM = "HmacSHA256";

    private KeyDigest() {}

    /**
     * Something that digests one secret after the other; one thread at a time.
     *
     * @param digestKey any non-empty text
     * @return ready for its first secret
     */
    public static Mac under(String digestKey) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(digestKey.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * Digests one secret.
     *
     * @param digestKey any non-empty text
     * @param secret the secret
     * @return 64 hexadecimal digits
     */
    public static String hex(String digestKey, String secret) {
        return HexFormat.of().formatHex(under(digestKey).doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
