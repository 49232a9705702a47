package dev.cortexllm.config;

/** A configuration cannot be written or read; the message is a sentence for a person and holds no secret. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, and where
     */
    public ConfigException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, and where
     * @param cause what was thrown
     */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
