package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A vendor's SDK as a judge of what stands on the provider's side of a golden folder. */
interface SdkTypes {
    /**
     * Reads a request with the SDK's types.
     *
     * @param json a body
     * @return what the types write back
     * @throws IOException when they do not know all of it; the message says what
     */
    JsonNode request(JsonNode json) throws IOException;

    /**
     * Reads an answer in one piece.
     *
     * @param json a body
     * @return what the types write back
     * @throws IOException when they do not know all of it
     */
    JsonNode answer(JsonNode json) throws IOException;

    /**
     * Reads an event of a stream.
     *
     * @param json its data
     * @return what the types write back
     * @throws IOException when they do not know all of it
     */
    JsonNode event(JsonNode json) throws IOException;

    /**
     * Whether the SDK reads an event before its types come into play: an end mark, an error, a sign of life.
     *
     * @param event an event
     */
    boolean apart(Events event);
}
