package dev.cortexllm.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * The termination message of a loader that failed.
 *
 * @param reason why
 * @param message a sentence for a person; holds no secret
 */
public record LoadEnd(LoadReason reason, String message) {
    private static final JsonMapper JSON = new JsonMapper();
    /** Longest sentence, in characters: Kubernetes keeps 4096 bytes of a termination message. */
    private static final int LONGEST = 1000;

    /** One line of JSON. */
    public String text() {
        try {
            return JSON.writeValueAsString(new LoadEnd(reason, cut(message)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a termination message.
     *
     * @param text what a container left; null: nothing
     * @return reason and sentence; empty when the loader did not write it
     */
    public static Optional<LoadEnd> read(String text) {
        if (text == null || !text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            LoadEnd end = JSON.readValue(text, LoadEnd.class);
            return end.reason() == null || end.message() == null
                    ? Optional.empty()
                    : Optional.of(new LoadEnd(end.reason(), cut(end.message())));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String cut(String sentence) {
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + "...";
    }
}
