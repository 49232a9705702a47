package dev.cortexllm.router.target;

import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.wire.chat.Format;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How to call an upstream, as one configuration says, together with the state that outlives configurations. */
public final class UpstreamEntry {
    private final Upstream config;
    private final Format format;
    private final UpstreamState state;
    private final Map<String, String> headers;
    private final List<String> secrets;
    private final LimitEntry[] limits;
    private final BudgetEntry[] budgets;

    private UpstreamEntry(
            Upstream config,
            Format format,
            UpstreamState state,
            Map<String, String> headers,
            List<String> secrets,
            LimitEntry[] limits) {
        this.config = config;
        this.format = format;
        this.state = state;
        this.headers = headers;
        this.secrets = secrets;
        this.limits = limits;
        this.budgets = BudgetEntry.of(config.budgets());
    }

    /**
     * Compiles an upstream.
     *
     * @param config the upstream
     * @param format the wire format it speaks
     * @param secrets secret values by id
     * @param state what the process knows of it
     * @param limits how much of it may be used, or null
     * @return the entry
     */
    public static UpstreamEntry of(
            Upstream config, Format format, Map<String, String> secrets, UpstreamState state, LimitEntry[] limits) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        if (config.headers() != null) {
            config.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        Collection<String> ids = config.credentials() == null ? List.of() : config.credentials();
        List<String> values = ids.stream()
                .map(secrets::get)
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (!values.isEmpty()) {
            headers.put(config.auth().header(), config.auth().value(values.get(0)));
        }
        return new UpstreamEntry(config, format, state, Map.copyOf(headers), values, limits);
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

    /** Fixed request headers, the credential among them: never logged. */
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
        return secrets.stream().anyMatch(text::contains);
    }

    /**
     * A text of the upstream's for clients.
     *
     * @param text the text, or null
     * @return the same without the upstream's credentials
     */
    public String censored(String text) {
        String told = text;
        for (String secret : secrets) {
            told = told == null || secret.isEmpty() ? told : told.replace(secret, "***");
        }
        return told;
    }

    /** Never prints a credential. */
    @Override
    public String toString() {
        return "UpstreamEntry[" + config.id() + "]";
    }
}
