package dev.cortexllm.sandbox.clients.world;

import dev.cortexllm.sandbox.clients.client.Library.Dialect;

/** The kinds of provider that the router talks to, each simulated by a process of its own. */
public enum Target {
    /** OpenAI, a model of the GPT-5 family. */
    OPENAI("openai", "OpenAI", "openai", "/v1", "gpt-5.4", Dialect.OPENAI),
    /** Anthropic. */
    ANTHROPIC("anthropic", "Anthropic", "anthropic", "", "claude-sonnet-4-6", Dialect.ANTHROPIC),
    /** Gemini, before signatures were wanted back. */
    GEMINI("gemini", "Gemini", "gemini", "", "gemini-2.5-flash", null),
    /** Gemini that wants its signatures back. */
    GEMINI3("gemini", "Gemini", "gemini", "", "gemini-3-pro-preview", null),
    /** vLLM with a model whose call ids nobody else would accept. */
    VLLM("vllm", "OpenAI", "vllm", "/v1", "kimi-k2", Dialect.OPENAI);

    private final String server;
    private final String format;
    private final String vendor;
    private final String basePath;
    private final String model;
    private final Dialect dialect;

    Target(String server, String format, String vendor, String basePath, String model, Dialect dialect) {
        this.server = server;
        this.format = format;
        this.vendor = vendor;
        this.basePath = basePath;
        this.model = model;
        this.dialect = dialect;
    }

    /** Returns which simulated server stands for it, in its own words. */
    public String server() {
        return server;
    }

    /** Returns the provider's {@code format}. */
    String format() {
        return format;
    }

    /** Returns the provider's {@code vendor}. */
    String vendor() {
        return vendor;
    }

    /** Returns what follows the server's address in the provider's {@code baseUrl}. */
    String basePath() {
        return basePath;
    }

    /** Returns the model's id at the provider. */
    public String model() {
        return model;
    }

    /** Returns whether clients of that dialect can talk to it without a router. */
    public boolean speaks(Dialect wanted) {
        return wanted == dialect;
    }

    /** Returns the name by which clients reach it at the router. */
    public String route() {
        return "to-" + title();
    }

    /** Returns another, a different one for each. */
    public Target next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** Returns a name that fits into resource names. */
    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return title();
    }
}
