package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.account.Usage;
import java.io.IOException;

/**
 * Reads the members of {@code usage} objects, in OpenAI's words or in Anthropic's, whichever an answer uses. Of several
 * objects each count replaces the one before it, for all are totals; where Anthropic says 0 or nothing, the count from
 * before stands (facts/wire/golden.md G13).
 */
public final class UsageScan {
    /** More tokens than any model can see or say: such a count is damage. */
    private static final long MOST_TOKENS = 1_000_000_000L;

    private boolean completions;
    private long input;
    private long output;
    private long uncached;
    private long cacheCreation;
    private long cacheRead;
    private long messageOutput;
    private long thinking;

    /**
     * Reads one object.
     *
     * @param parser at the object's first token; left at its last
     * @throws IOException when it is not JSON, or a count out of range
     */
    public void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            field(parser, parser.currentName(), parser.nextToken());
        }
    }

    /**
     * Reads one member.
     *
     * @param parser at the member's value; left at its end
     * @param name the member's name
     * @param value the value's first token
     * @throws IOException when it is not JSON, or a count out of range
     */
    void field(JsonParser parser, String name, JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT && name.equals("output_tokens_details")) {
            read(parser);
            return;
        }
        if (value != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
            return;
        }
        switch (name) {
            case "prompt_tokens" -> {
                completions = true;
                input = count(parser);
            }
            case "completion_tokens" -> {
                completions = true;
                output = count(parser);
            }
            case "input_tokens" -> uncached = count(parser, uncached);
            case "cache_creation_input_tokens" -> cacheCreation = count(parser, cacheCreation);
            case "cache_read_input_tokens" -> cacheRead = count(parser, cacheRead);
            case "output_tokens" -> messageOutput = count(parser, messageOutput);
            case "thinking_tokens" -> thinking = count(parser, thinking);
            default -> {
                // Something that nobody counts.
            }
        }
    }

    /** What the members read so far say. */
    public Usage usage() {
        return completions
                ? new Usage(input, output)
                : new Usage(uncached + cacheCreation + cacheRead, cacheRead, cacheCreation, messageOutput, thinking);
    }

    private static long count(JsonParser parser, long before) throws IOException {
        long count = count(parser);
        return count == 0 ? before : count;
    }

    private static long count(JsonParser parser) throws IOException {
        long count = parser.getLongValue();
        if (count < 0 || count > MOST_TOKENS) {
            throw new IOException("a token count of " + count);
        }
        return count;
    }
}
