package dev.cortexllm.router.wire.gemini;

import dev.cortexllm.router.wire.chat.FinishReason;
import java.util.Map;

/** Google's reasons to finish (facts/wire/gemini.md section 7). */
final class Finish {
    private static final String STOP = "STOP";

    private static final Map<String, FinishReason> KNOWN = Map.ofEntries(
            Map.entry(STOP, FinishReason.STOP),
            Map.entry("MAX_TOKENS", FinishReason.LENGTH),
            Map.entry("SAFETY", FinishReason.CONTENT_FILTER),
            Map.entry("BLOCKLIST", FinishReason.CONTENT_FILTER),
            Map.entry("PROHIBITED_CONTENT", FinishReason.CONTENT_FILTER),
            Map.entry("SPII", FinishReason.CONTENT_FILTER),
            Map.entry("IMAGE_SAFETY", FinishReason.CONTENT_FILTER),
            Map.entry("IMAGE_PROHIBITED_CONTENT", FinishReason.CONTENT_FILTER),
            Map.entry("RECITATION", FinishReason.CONTENT_FILTER),
            Map.entry("IMAGE_RECITATION", FinishReason.CONTENT_FILTER),
            Map.entry("LANGUAGE", FinishReason.CONTENT_FILTER),
            Map.entry("MODEL_ARMOR", FinishReason.CONTENT_FILTER));

    private Finish() {}

    /**
     * What the client is told.
     *
     * @param reason Google's reason
     * @param called whether the answer calls tools
     * @return the reason; an unknown one counts as a stop
     */
    static FinishReason of(String reason, boolean called) {
        FinishReason known = KNOWN.getOrDefault(reason, FinishReason.STOP);
        return called && known == FinishReason.STOP ? FinishReason.TOOL_CALLS : known;
    }

    /** Whether the model went astray: an answer that then has no content is none. */
    static boolean astray(String reason) {
        return !KNOWN.containsKey(reason);
    }
}
