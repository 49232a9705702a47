package dev.cortexllm.sandbox.clients.client;

/** The client libraries. */
public enum Library {
    /** {@code com.openai:openai-java}. */
    OPENAI_JAVA("openai-java", Dialect.OPENAI),
    /** {@code com.anthropic:anthropic-java}. */
    ANTHROPIC_JAVA("anthropic-java", Dialect.ANTHROPIC),
    /** {@code dev.langchain4j:langchain4j-open-ai}. */
    LANGCHAIN4J_OPENAI("langchain4j-open-ai", Dialect.OPENAI),
    /** {@code dev.langchain4j:langchain4j-anthropic}. */
    LANGCHAIN4J_ANTHROPIC("langchain4j-anthropic", Dialect.ANTHROPIC);

    /** What a library speaks. */
    public enum Dialect {
        OPENAI,
        ANTHROPIC
    }

    private final String title;
    private final Dialect dialect;

    Library(String title, Dialect dialect) {
        this.title = title;
        this.dialect = dialect;
    }

    /** Returns the API it calls. */
    public Dialect dialect() {
        return dialect;
    }

    /** Returns a name that fits into resource names. */
    public String title() {
        return title;
    }

    /**
     * Sets a client up.
     *
     * @param url where the API is, without {@code /v1}
     * @param key the user's key
     */
    public ChatClient connect(String url, String key) {
        return switch (this) {
            case OPENAI_JAVA -> new OpenAiJava(url, key);
            case ANTHROPIC_JAVA -> new AnthropicJava(url, key);
            case LANGCHAIN4J_OPENAI -> new LangChainOpenAi(url, key);
            case LANGCHAIN4J_ANTHROPIC -> new LangChainAnthropic(url, key);
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
