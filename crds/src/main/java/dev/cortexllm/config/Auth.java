package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cortexllm.api.v1alpha1.WireFormat;

/** How an API key travels. */
public enum Auth {
    /** {@code Authorization: Bearer} and the key: OpenAI's way, and almost everybody's. */
    @JsonProperty("Bearer")
    BEARER("authorization", "Bearer "),
    /** {@code x-api-key}: Anthropic's way. */
    @JsonProperty("XApiKey")
    X_API_KEY("x-api-key", ""),
    /** {@code x-goog-api-key}: Gemini's way. */
    @JsonProperty("XGoogApiKey")
    X_GOOG_API_KEY("x-goog-api-key", ""),
    /** {@code api-key}: Azure's way. */
    @JsonProperty("ApiKey")
    API_KEY("api-key", "");

    private final String header;
    private final String scheme;

    Auth(String header, String scheme) {
        this.header = header;
        this.scheme = scheme;
    }

    /**
     * How keys travel in a format where nobody has said otherwise.
     *
     * @param format the wire format
     * @return its inventor's way
     */
    public static Auth usual(WireFormat format) {
        return switch (format) {
            case OPENAI -> BEARER;
            case ANTHROPIC -> X_API_KEY;
            case GEMINI -> X_GOOG_API_KEY;
        };
    }

    /** The header that carries the key, in lower case. */
    public String header() {
        return header;
    }

    /**
     * The header's value.
     *
     * @param key an API key
     * @return the key as the header carries it; never logged
     */
    public String value(String key) {
        return scheme + key;
    }
}
