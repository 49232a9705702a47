package dev.cortexllm.sandbox.models.engine;

/** Where an answer goes while it comes into being. Called on the engine's thread only. */
public interface GenerationSink {
    /** The first token is due; comes before it, once. */
    void begin();

    /**
     * The next piece of the answer.
     *
     * @param index 0 for the first
     */
    void token(int index, AnswerPlan.Token token);

    /** The answer is complete; not called after a cancellation or failure. */
    void finished();
}
