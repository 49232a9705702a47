package dev.cortexllm.sandbox.kubelet.reference;

/** A pod refers to something that is not there (yet); the message is a sentence for the pod's status and events. */
public final class MissingReferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence what is missing and who asks for it */
    public MissingReferenceException(String sentence) {
        super(sentence);
    }
}
