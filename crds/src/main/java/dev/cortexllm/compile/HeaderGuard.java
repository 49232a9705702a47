package dev.cortexllm.compile;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Refuses request headers that a provider must not set: those that the router writes itself, or that carry identity. */
final class HeaderGuard {
    /** What carries a secret; {@code spec.headers} is readable for whoever may read a provider. */
    private static final Set<String> KEYS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "x-goog-api-key", "api-key");

    private static final Set<String> OWNED = Set.of(
            "cookie",
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "accept",
            "accept-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect");

    private HeaderGuard() {}

    /** Whether a header carries a secret; its name in lower case. */
    static boolean secret(String header) {
        return KEYS.contains(header);
    }

    /** Why a header is refused, as a sentence; empty when it may be sent. */
    static Optional<String> refusal(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_|~-]+")) {
            return Optional.of("'" + name + "' is not the name of a header");
        }
        if (KEYS.contains(lower)) {
            return Optional.of(lower + " is not set here; use credentials");
        }
        if (OWNED.contains(lower) || lower.startsWith("x-cortex-")) {
            return Optional.of(lower + " is written by the router");
        }
        if (value == null || !value.matches("[\\t\\x20-\\x7e]*")) {
            return Optional.of("the value must be printable ASCII on one line");
        }
        return Optional.empty();
    }
}
