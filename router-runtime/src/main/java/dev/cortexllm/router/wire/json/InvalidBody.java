package dev.cortexllm.router.wire.json;

/** A request body is not what the API takes. The message is a sentence for its sender. */
public final class InvalidBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final String param;

    /**
     * @param message a sentence that names the place
     * @param param the field at fault, or null
     */
    public InvalidBody(String message, String param) {
        super(message, null, false, false);
        this.param = param;
    }

    /** The field at fault, or null. */
    public String param() {
        return param;
    }
}
