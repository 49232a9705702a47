package dev.cortexllm.schema;

/** A CRD that an API server would refuse; the message names the place in the CRD and the reason. */
public final class SchemaException extends RuntimeException {
    /** @param message one line per fault, each starting with the place in the CRD */
    public SchemaException(String message) {
        super(message);
    }
}
