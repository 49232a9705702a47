package dev.cortexllm.sandbox.clients.client;

/** An AI service as LangChain4j's users write it: the library makes the schema and reads the answer. */
interface Extractor {
    /** Extracts a forecast from a text. */
    Forecast forecast(String text);

    static <T> T of(Extractor extractor, Talk talk, Class<T> type) {
        return type.cast(extractor.forecast(((Turn.User) talk.turns().get(0)).text()));
    }
}
