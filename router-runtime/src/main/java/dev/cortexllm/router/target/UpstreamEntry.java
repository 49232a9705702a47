package dev.cortexllm.router.target;

import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How to call an upstream, as one configuration says, together with the state that outlives configurations.
 *
 * @param config the upstream
 * @param state what the process knows of it
 * @param path path of the chat endpoint after an endpoint's own path
 * @param headers fixed request headers, the credential among them: never logged
 */
public record UpstreamEntry(Upstream config, UpstreamState state, String path, Map<String, String> headers) {
    private static final String CHAT_PATH = "/chat/completions";

    /**
     * Compiles an upstream.
     *
     * @param config the upstream
     * @param secrets secret values by id
     * @param state what the process knows of it
     * @return the entry
     */
    public static UpstreamEntry of(Upstream config, Map<String, String> secrets, UpstreamState state) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        if (config.headers() != null) {
            config.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        if (config.credentials() != null && !config.credentials().isEmpty()) {
            String secret = secrets.get(config.credentials().get(0));
            if (secret != null) {
                headers.put("authorization", "Bearer " + secret.strip());
            }
        }
        return new UpstreamEntry(config, state, CHAT_PATH, Map.copyOf(headers));
    }

    /** Short name shown to clients. */
    public String name() {
        return config.name();
    }

    /** How long to wait at each stage. */
    public TimeoutMillis timeouts() {
        return config.timeouts();
    }

    /** Never prints a credential. */
    @Override
    public String toString() {
        return "UpstreamEntry[" + config.id() + "]";
    }
}
