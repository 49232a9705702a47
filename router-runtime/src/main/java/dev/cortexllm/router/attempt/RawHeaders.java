package dev.cortexllm.router.attempt;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers go along with a request that the router does not understand. Pure. */
final class RawHeaders {
    private static final String OURS = "x-cortex-";
    /** What concerns one connection (RFC 9110, section 7.6.1), and the length, which the HTTP client writes itself. */
    private static final Set<String> HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    /** What says who the client is to the router, and is nobody else's business. */
    private static final Set<String> CLIENTS =
            Set.of("host", "authorization", "x-api-key", "x-goog-api-key", "api-key", "cookie", "expect", "forwarded");

    private RawHeaders() {}

    /**
     * The client's headers for the provider.
     *
     * @param client what the client sent
     * @param fixed the provider's own but for its credential; they win, but for the type of the body
     * @param out where they are put
     */
    static void toProvider(MultiMap client, Map<String, String> fixed, MultiMap out) {
        client.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean own = CLIENTS.contains(lower) || lower.startsWith(OURS) || lower.startsWith("x-forwarded-");
            if (!own && !HOP.contains(lower)) {
                out.add(lower, value);
            }
        });
        fixed.forEach((name, value) -> {
            if (!name.equals("content-type")) {
                out.set(name, value);
            }
        });
    }

    /**
     * The provider's headers for the client.
     *
     * @param provider what the provider sent
     * @param out where they are put
     */
    static void toClient(MultiMap provider, MultiMap out) {
        provider.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!HOP.contains(lower) && !lower.equals("set-cookie") && !lower.startsWith(OURS)) {
                out.add(lower, value);
            }
        });
    }
}
