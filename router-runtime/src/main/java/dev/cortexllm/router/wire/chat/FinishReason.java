package dev.cortexllm.router.wire.chat;

/** Why an answer ended. */
public enum FinishReason {
    /** The model was done, or came upon a stop text. */
    STOP,
    /** It reached the limit of tokens or of the context. */
    LENGTH,
    /** It waits for tools. */
    TOOL_CALLS,
    /** The provider cut it for its content, or the model refused. */
    CONTENT_FILTER
}
