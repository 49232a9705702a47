package dev.cortexllm.operator.model.desired;

/** What a user merges into a pod template makes something else of it; the message is for the user. */
public final class TemplateMisfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TemplateMisfit(String message, Throwable cause) {
        super(message, cause);
    }
}
