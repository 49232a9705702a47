package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.account.Usage;

/**
 * Reads {@code usageMetadata} (facts/wire/gemini.md sections 3 and 7). It comes with every piece of a stream and counts up;
 * a count that a later piece leaves out stays as it was.
 */
final class UsageReading {
    /** More than any model reads or writes; a larger number is nonsense and would overflow sums. */
    private static final long LARGEST = 1L << 40;

    private long prompt;
    private long cached;
    private long toolPrompt;
    private long answer;
    private long thoughts;

    /**
     * Takes the next counts.
     *
     * @param metadata {@code usageMetadata}
     * @return what was used so far
     */
    Usage read(JsonNode metadata) {
        prompt = count(metadata, "promptTokenCount", prompt);
        cached = count(metadata, "cachedContentTokenCount", cached);
        toolPrompt = count(metadata, "toolUsePromptTokenCount", toolPrompt);
        answer = count(metadata, "candidatesTokenCount", answer);
        thoughts = count(metadata, "thoughtsTokenCount", thoughts);
        long input = prompt + toolPrompt;
        return new Usage(input, Math.min(cached, input), 0, answer + thoughts, thoughts);
    }

    private static long count(JsonNode metadata, String field, long before) {
        JsonNode count = metadata.path(field);
        boolean usable = count.isIntegralNumber() && count.canConvertToLong();
        return usable && count.longValue() >= 0 && count.longValue() <= LARGEST ? count.longValue() : before;
    }
}
