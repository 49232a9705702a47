package dev.cortexllm.router.identity;

import dev.cortexllm.config.KeyDigest;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;

/** Finds out whose key a request came with. One per event loop, because a digest is made in several steps. */
public final class KeyCheck {
    private static final String BEARER = "bearer ";
    private static final int LONGEST = 4096;

    private String digestKey;
    private Mac mac;

    /**
     * Identifies the sender of a request by any of the headers that carry keys.
     *
     * @param ring who there is; null when nobody is asked for a key
     * @param headers gives a header's first value by its lower-case name, or null
     * @return who sends it; null when no key is one of the ring
     */
    public Identity identify(KeyRing ring, UnaryOperator<String> headers) {
        if (ring == null) {
            return Identity.NOBODY;
        }
        Identity found = owner(ring, bearer(headers.apply("authorization")));
        if (found == null) {
            found = owner(ring, headers.apply("x-api-key"));
        }
        return found == null ? owner(ring, headers.apply("x-goog-api-key")) : found;
    }

    /**
     * The token of an {@code Authorization} header.
     *
     * @param authorization its value, or null
     * @return the token, or null when there is none
     */
    public static String bearer(String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : null;
    }

    /**
     * Whose key it is.
     *
     * @param ring who there is
     * @param key a key as it was sent, or null
     * @return its owner, or null
     */
    public Identity owner(KeyRing ring, String key) {
        if (key == null || key.isEmpty() || key.length() > LONGEST) {
            return null;
        }
        if (!ring.digestKey().equals(digestKey)) {
            digestKey = ring.digestKey();
            mac = KeyDigest.under(digestKey);
        }
        return ring.owner(mac.doFinal(key.strip().getBytes(StandardCharsets.UTF_8)));
    }
}
