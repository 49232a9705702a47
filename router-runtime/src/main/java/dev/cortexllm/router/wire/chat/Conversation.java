package dev.cortexllm.router.wire.chat;

/** One attempt's talk with a provider in its format. Knows how names and ids were changed on the way there. */
public interface Conversation {
    /** What goes to the provider. */
    UpstreamCall call();

    /** Reads an answer that comes as a stream. */
    AnswerReader stream();

    /** Reads an answer that comes in one piece; it may be fed in many. */
    AnswerReader whole();
}
