package dev.cortexllm.router.target;

import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.wire.chat.Format;
import io.micrometer.core.instrument.Counter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How to call an upstream, as one configuration says, together with the state that outlives configurations. */
public final class UpstreamEntry {
    private final Upstream config;
    private final Format format;
    private final UpstreamState state;
    private final Map<String, String> headers;
    private final Credentials credentials;
    private final LimitEntry[] limits;
    private final BudgetEntry[] budgets;
    private final Counter full;

    private UpstreamEntry(
            Upstream config,
            Format format,
            UpstreamState state,
            Map<String, String> headers,
            Credentials credentials,
            LimitEntry[] limits,
            Counter full) {
        this.config = config;
        this.format = format;
        this.state = state;
        this.headers = headers;
        this.credentials = credentials;
        this.limits = limits;
        this.budgets = BudgetEntry.of(config.budgets());
        this.full = full;
    }

    /**
     * Compiles an upstream.
     *
     * @param config the upstream
     * @param format the wire format it speaks
     * @param credentials its API keys
     * @param state what the process knows of it
     * @param limits how much of it may be used, or null
     * @param full counts requests that found no free place in it
     * @return the entry
     */
    public static UpstreamEntry of(
            Upstream config,
            Format format,
            Credentials credentials,
            UpstreamState state,
            LimitEntry[] limits,
            Counter full) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        if (config.headers() != null) {
            config.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        return new UpstreamEntry(config, format, state, Map.copyOf(headers), credentials, limits, full);
    }

    /** The upstream as configured. */
    public Upstream config() {
        return config;
    }

    /** The wire format it speaks. */
    public Format format() {
        return format;
    }

    /** What the process knows of it. */
    public UpstreamState state() {
        return state;
    }

    /** Its API keys. */
    public Credentials credentials() {
        return credentials;
    }

    /** Fixed request headers, without a credential. */
    public Map<String, String> headers() {
        return headers;
    }

    /** How much of it may be used; null when there is no limit. */
    public LimitEntry[] limits() {
        return limits;
    }

    /** What may be spent on it; null when there is no budget. */
    public BudgetEntry[] budgets() {
        return budgets;
    }

    /** Counts requests that found no free place in it. */
    public Counter full() {
        return full;
    }

    /** Short name shown to clients. */
    public String name() {
        return config.name();
    }

    /** How long to wait at each stage. */
    public TimeoutMillis timeouts() {
        return config.timeouts();
    }

    /**
     * Whether a text of the upstream's echoes one of its credentials, so that no client may see it.
     *
     * @param body text in UTF-8
     * @return true when it does
     */
    public boolean tells(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return credentials.secrets().stream().anyMatch(text::contains);
    }

    /**
     * A text of the upstream's for clients.
     *
     * @param text the text, or null
     * @return the same without the upstream's credentials
     */
    public String censored(String text) {
        String told = text;
        for (String secret : credentials.secrets()) {
            told = told == null ? told : told.replace(secret, "***");
        }
        return told;
    }

    /** Never prints a credential. */
    @Override
    public String toString() {
        return "UpstreamEntry[" + config.id() + "]";
    }
}
