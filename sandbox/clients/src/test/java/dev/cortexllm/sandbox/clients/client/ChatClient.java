package dev.cortexllm.sandbox.clients.client;

import java.util.List;
import java.util.OptionalLong;

/** A client library, set up as its users do, with retries off so that the first answer is what is seen. */
public interface ChatClient extends AutoCloseable {
    /** Asks for an answer as a whole. */
    Said say(Talk talk);

    /** Asks for an answer in pieces, and puts it together with the library's own means. */
    Said stream(Talk talk);

    /**
     * Asks for an answer of a form, and lets the library read it.
     *
     * @param type a record or bean; the library makes the schema from it
     */
    <T> T structured(Talk talk, Class<T> type);

    /** Counts a conversation's tokens; nothing where the library does not know of counting. */
    OptionalLong count(Talk talk);

    /** Lists the models; throws where the library does not. */
    List<String> models();

    /** Looks up one model by its id and returns its id as answered. */
    String model(String id);

    /**
     * Reads an error.
     *
     * @param thrown what a call of this client threw
     * @throws AssertionError if it is not an answer's error
     */
    Trouble trouble(Throwable thrown);

    @Override
    void close();
}
