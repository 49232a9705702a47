package dev.cortexllm.router.wire.chat;

/** A request that a target's format cannot express, or that is wrong in itself. The message is a sentence for its sender. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String param;
    private final String code;

    /**
     * @param message a sentence that names the place
     * @param param the field at fault, or null
     * @param code a word for programs, or null
     */
    public Refused(String message, String param, String code) {
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
