package dev.cortexllm.router.wire.openai;

/** A request body is not what the API takes. The message is a sentence for its sender. */
public final class InvalidBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final String param;

    InvalidBody(String message, String param) {
        super(message, null, false, false);
        this.param = param;
    }

    /** The field at fault, or null. */
    public String param() {
        return param;
    }
}
