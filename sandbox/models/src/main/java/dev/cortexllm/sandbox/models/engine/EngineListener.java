package dev.cortexllm.sandbox.models.engine;

/** Told about every generation, for metrics. Called on the engine's thread only. */
public interface EngineListener {
    /** The first token is about to be emitted. */
    void firstToken(Generation generation);

    /** A further token was emitted, so long after the one before. */
    void nextToken(double seconds);

    /** The generation is over, in whatever way. */
    void over(Generation generation);

    /** Listens to nothing. */
    EngineListener NONE = new EngineListener() {
        @Override
        public void firstToken(Generation generation) {
            // Nobody asked.
        }

        @Override
        public void nextToken(double seconds) {
            // Nobody asked.
        }

        @Override
        public void over(Generation generation) {
            // Nobody asked.
        }
    };
}
