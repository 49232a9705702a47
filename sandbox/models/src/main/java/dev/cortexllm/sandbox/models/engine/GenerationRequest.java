package dev.cortexllm.sandbox.models.engine;

import java.util.List;
import java.util.OptionalInt;

/**
 * What every vendor's request comes down to.
 *
 * @param id the server's own name of the request
 * @param model the served model, as the request names it
 * @param prompt text of each message in order, system texts included
 * @param maxTokens the most tokens the answer may have, at least 1 if present
 * @param stops texts that end the answer; they are not part of it
 * @param shape what kind of answer is asked for
 */
public record GenerationRequest(
        String id, String model, List<String> prompt, OptionalInt maxTokens, List<String> stops, AnswerShape shape) {
    /** Copies the lists. */
    public GenerationRequest {
        prompt = List.copyOf(prompt);
        stops = List.copyOf(stops);
    }
}
