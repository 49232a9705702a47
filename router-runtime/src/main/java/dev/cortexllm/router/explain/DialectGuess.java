package dev.cortexllm.router.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.route.RequestFacts;
import java.io.IOException;
import java.util.Set;

/** Guesses the dialect of a request whose path nobody has told. */
public final class DialectGuess {
    /** Every client of Anthropic's sends it. */
    private static final String ANTHROPIC_HEADER = "anthropic-version";
    /** Fields of a body that OpenAI's API does not have. */
    private static final Set<String> ANTHROPIC_FIELDS = Set.of("system", "stop_sequences");

    private DialectGuess() {}

    /**
     * Guesses.
     *
     * @param headers the request's headers
     * @param body its body; need not be readable
     * @return Anthropic's, where a header or a field says so, else OpenAI's
     */
    public static Api of(RequestFacts.Headers headers, byte[] body) {
        return headers.get(ANTHROPIC_HEADER) != null || anthropic(body) ? Api.ANTHROPIC : Api.OPENAI;
    }

    private static boolean anthropic(byte[] body) {
        try (JsonParser json = new JsonFactory().createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (ANTHROPIC_FIELDS.contains(json.currentName())) {
                    return true;
                }
                json.nextToken();
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false; // whoever reads the body says what is wrong with it
        }
    }
}
