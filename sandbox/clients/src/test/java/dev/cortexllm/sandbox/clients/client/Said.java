package dev.cortexllm.sandbox.clients.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * An answer as a library hands it to its user.
 *
 * @param id of the answer
 * @param model that answered, as the answer says
 * @param text what was said; empty when there is none
 * @param thoughts what the model was seen to think; empty when there is nothing
 * @param calls tools that are to be called
 * @param finish why it ended
 * @param tokens what it used, or null when it does not say
 * @param pieces the parts in which the text arrived; none when it came as a whole
 * @param argumentPieces parts in which the arguments of calls arrived
 * @param headers of the response, lower case, first values; none where the library does not show them
 * @param echo the library's own object, to be sent back
 */
public record Said(
        String id,
        String model,
        String text,
        String thoughts,
        List<Call> calls,
        Finish finish,
        Tokens tokens,
        List<String> pieces,
        int argumentPieces,
        Map<String, String> headers,
        Object echo) {
    /** Why an answer ended. */
    public enum Finish {
        STOP,
        LENGTH,
        CALLS,
        REFUSED
    }

    /**
     * A tool call.
     *
     * @param arguments parsed
     */
    public record Call(String id, String name, JsonNode arguments) {}

    /**
     * Tokens used.
     *
     * @param input the whole prompt, cached or not
     * @param output the whole answer, thoughts included
     * @param cached of the prompt, what the provider had in its cache
     */
    public record Tokens(long input, long output, long cached) {}
}
