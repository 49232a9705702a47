package dev.cortexllm.router.wire.json;

/** A request body is not what the API takes. The message is a sentence for its sender. */
public final class InvalidBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final String param;
    private final String code;

    /**
     * @param message a sentence that names the place
     * @param param the field at fault, or null
     */
    public InvalidBody(String message, String param) {
        this(message, param, null);
    }

    /**
     * @param message a sentence that names the place
     * @param param the field at fault, or null
     * @param code a word for programs, or null
     */
    public InvalidBody(String message, String param, String code) {
        super(message, null, false, false);
        this.param = param;
        this.code = code;
    }

    /** The field at fault, or null. */
    public String param() {
        return param;
    }

    /** A word for programs, or null. */
    public String code() {
        return code;
    }
}
