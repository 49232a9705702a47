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
 * @param parts what the answer is to be made of, at least one
 */
public record GenerationRequest(
        String id,
        String model,
        List<String> prompt,
        OptionalInt maxTokens,
        List<String> stops,
        List<AnswerPart> parts) {
    /** Copies the lists. */
    public GenerationRequest {
        prompt = List.copyOf(prompt);
        stops = List.copyOf(stops);
        parts = List.copyOf(parts);
    }
}
