package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.account.Usage;
import java.io.IOException;

/** Reads the members of a {@code usage} object. */
final class UsageScan {
    /** More tokens than any model can see or say: such a count is damage. */
    private static final long MOST_TOKENS = 1_000_000_000L;

    private long input;
    private long output;

    /**
     * Reads one member.
     *
     * @param parser at the member's value; left at its end
     * @param name the member's name
     * @param value the value's first token
     * @throws IOException when it is not JSON, or a count out of range
     */
    void field(JsonParser parser, String name, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT && name.equals("prompt_tokens")) {
            input = count(parser);
        } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("completion_tokens")) {
            output = count(parser);
        } else {
            parser.skipChildren();
        }
    }

    /** What the members read so far say. */
    Usage usage() {
        return new Usage(input, output);
    }

    private static long count(JsonParser parser) throws IOException {
        long count = parser.getLongValue();
        if (count < 0 || count > MOST_TOKENS) {
            throw new IOException("a token count of " + count);
        }
        return count;
    }
}
