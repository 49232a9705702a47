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

    private static final long ABSENT = -1;

    private boolean completions;
    private long total = ABSENT;
    private long input;
    private long output;
    private long cached = ABSENT;
    private long cachedBeside = ABSENT;
    private long cacheWrite;
    private long reasoning;
    private long uncached;
    private long cacheCreation;
    private long hourCreation;
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
        if (value == JsonToken.START_OBJECT && details(name)) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String detail = parser.currentName();
                count(parser, name, detail, parser.nextToken());
                parser.skipChildren();
            }
        } else {
            count(parser, "", name, value);
            parser.skipChildren();
        }
    }

    /** Whether the counts of a member count. */
    static boolean details(String name) {
        return name.equals("prompt_tokens_details")
                || name.equals("completion_tokens_details")
                || name.equals("output_tokens_details")
                || name.equals("cache_creation");
    }

    /**
     * Reads one count.
     *
     * @param parser at the value
     * @param object the details that it is in; empty for the usage itself
     * @param name its name
     * @param value its token
     * @throws IOException when it is out of range
     */
    void count(JsonParser parser, String object, String name, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            return;
        }
        switch (object) {
            case "" -> total(parser, name);
            case "prompt_tokens_details" -> {
                switch (name) {
                    case "cached_tokens" -> cached = count(parser);
                    case "cache_write_tokens", "cache_creation_tokens" -> cacheWrite = count(parser);
                    default -> {
                        // Something that nobody counts.
                    }
                }
            }
            case "cache_creation" -> {
                if (name.equals("ephemeral_1h_input_tokens")) {
                    hourCreation = count(parser, hourCreation);
                }
            }
            default -> {
                switch (name) {
                    case "reasoning_tokens" -> reasoning = count(parser);
                    case "thinking_tokens" -> thinking = count(parser, thinking);
                    default -> {
                        // Something that nobody counts.
                    }
                }
            }
        }
    }

    private void total(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "prompt_tokens" -> {
                completions = true;
                input = count(parser);
            }
            case "completion_tokens" -> {
                completions = true;
                output = count(parser);
            }
            // Only compared: no sum of it is ever made, so it has no bound.
            case "total_tokens" ->
                total = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? 0
                        : Math.max(0, parser.getLongValue());
            case "cached_tokens", "prompt_cache_hit_tokens" -> cachedBeside = Math.max(cachedBeside, count(parser));
            case "reasoning_tokens" -> reasoning = count(parser);
            case "input_tokens" -> uncached = count(parser, uncached);
            case "cache_creation_input_tokens" -> cacheCreation = count(parser, cacheCreation);
            case "cache_read_input_tokens" -> cacheRead = count(parser, cacheRead);
            case "output_tokens" -> messageOutput = count(parser, messageOutput);
            default -> {
                // Something that nobody counts.
            }
        }
    }

    /** Whether the counts of a completion are not all where OpenAI has them. */
    boolean odd() {
        return completions && (total == ABSENT || cached == ABSENT && cachedBeside != ABSENT);
    }

    /** What the members read so far say; a part is never more than its whole. */
    public Usage usage() {
        if (!completions) {
            return new Usage(
                    uncached + cacheCreation + cacheRead,
                    cacheRead,
                    cacheCreation,
                    messageOutput,
                    Math.min(messageOutput, thinking),
                    Math.min(cacheCreation, hourCreation));
        }
        return completion(input, cached > 0 ? cached : cachedBeside, cacheWrite, output, reasoning, total);
    }

    /**
     * What OpenAI's counts say. Some who speak its format count reasoning beside the completion and not within it: then the
     * total is larger by just that (facts/wire/openai.md section 5 has it within).
     *
     * @param input tokens of the prompt
     * @param cached of these, read from a cache; negative: not said
     * @param written of these, written to a cache
     * @param output tokens of the completion
     * @param reasoning tokens of reasoning
     * @param total tokens altogether; negative: not said
     * @return the usage, a part never more than its whole
     */
    public static Usage completion(long input, long cached, long written, long output, long reasoning, long total) {
        boolean beside = reasoning > 0 && total == input + output + reasoning;
        long answer = beside ? output + reasoning : output;
        long read = Math.min(input, Math.max(0, cached));
        return new Usage(input, read, Math.min(input - read, written), answer, Math.min(answer, reasoning));
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
