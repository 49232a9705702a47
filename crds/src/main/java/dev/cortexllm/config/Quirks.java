package dev.cortexllm.config;

/** Where a vendor departs from the wire format it speaks, as data. */
public record Quirks() {
    /** It does not. */
    public static final Quirks NONE = new Quirks();
}
