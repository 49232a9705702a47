package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Content that an answer gives as a list of thoughts and texts, as Mistral's reasoning models do (facts/wire/
 * openai-compatible.md section 1). Texts stay as they are spelt.
 */
final class ContentParts {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();

    /**
     * @param content a list, or a single part
     */
    ContentParts(JsonSpan content) {
        List<JsonSpan> parts = content.is(Kind.ARRAY) ? content.children() : List.of(content);
        for (JsonSpan part : parts) {
            JsonSpan thinking = part.member("thinking");
            if (thinking == null) {
                append(text, part.is(Kind.STRING) ? part : part.member("text"));
            } else if (thinking.is(Kind.ARRAY)) {
                thinking.children().forEach(thought -> append(thoughts, thought.member("text")));
            } else {
                append(thoughts, thinking);
            }
        }
    }

    private static void append(StringBuilder to, JsonSpan string) {
        if (string != null && string.is(Kind.STRING)) {
            to.append(string.raw(), 1, string.raw().length() - 1);
        }
    }

    /** All texts as one JSON string. */
    byte[] text() {
        return quoted(text);
    }

    /** All thoughts as one JSON string, or null when there are none. */
    byte[] thoughts() {
        return thoughts.isEmpty() ? null : quoted(thoughts);
    }

    /** Whether there are thoughts alone. */
    boolean silent() {
        return text.isEmpty() && !thoughts.isEmpty();
    }

    private static byte[] quoted(StringBuilder inner) {
        return ("\"" + inner + "\"").getBytes(StandardCharsets.UTF_8);
    }
}
