package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.pass.UsageScan;

/** Reads {@code usage} objects as OpenAI and those who speak its format write them. */
final class OpenAiUsage {
    /** More tokens than any model can see or say: such a count is damage. */
    private static final long MOST_TOKENS = 1_000_000_000L;

    private OpenAiUsage() {}

    /**
     * Finds the usage of an answer or a chunk: at its top, in Groq's own object, or in the first choice as Moonshot has it.
     *
     * @param answer an answer or a chunk
     * @return the usage, or null when there is none
     */
    static Usage of(JsonNode answer) {
        Usage usage = read(answer.path("usage"));
        if (usage == null) {
            usage = read(answer.path("x_groq").path("usage"));
        }
        return usage == null ? read(answer.path("choices").path(0).path("usage")) : usage;
    }

    private static Usage read(JsonNode usage) {
        long input = count(usage.path("prompt_tokens"));
        long output = count(usage.path("completion_tokens"));
        if (input < 0 && output < 0) {
            return null;
        }
        JsonNode details = usage.path("prompt_tokens_details");
        long cached = first(
                count(details.path("cached_tokens")),
                // DeepSeek's, then Moonshot's (facts/wire/openai-compatible.md sections 3 and 4).
                count(usage.path("prompt_cache_hit_tokens")),
                count(usage.path("cached_tokens")));
        long written = first(count(details.path("cache_write_tokens")), count(details.path("cache_creation_tokens")));
        long reasoning = first(
                count(usage.path("completion_tokens_details").path("reasoning_tokens")),
                count(usage.path("reasoning_tokens")));
        return UsageScan.completion(
                Math.max(0, input), cached, written, Math.max(0, output), reasoning, count(usage.path("total_tokens")));
    }

    private static long first(long... counts) {
        for (long count : counts) {
            if (count > 0) {
                return count;
            }
        }
        return 0;
    }

    /** A count, or -1 where there is none. */
    private static long count(JsonNode value) {
        boolean sane = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= MOST_TOKENS;
        return sane ? value.longValue() : -1;
    }
}
