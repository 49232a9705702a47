package dev.cortexllm.compile;

/** What holds for every engine; what differs is in {@code engines.yaml}. */
final class EngineDefaults {
    /** Path under which engines serve OpenAI's API. */
    static final String API_PATH = "/v1";

    private EngineDefaults() {}
}
