package dev.cortexllm.sandbox.models.engine;

/** Why an answer is over. Each wire format has its own word for these. */
public enum FinishReason {
    /** The answer is complete, or one of the request's stop texts came up. */
    STOP,
    /** The request's token limit cut the answer. */
    LENGTH,
    /** The answer is a complete tool call. */
    TOOL_CALL
}
