package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import java.util.Set;

/** Vendors' words for why an answer ended, in OpenAI's. Source: facts/wire/openai-compatible.md, golden.md G16 and G28. */
final class FinishWords {
    static final String STOP = "stop";
    static final String TOOL_CALLS = "tool_calls";

    private static final Set<String> OWN = Set.of(STOP, TOOL_CALLS, "length", "content_filter", "function_call");
    private static final Set<String> LENGTH = Set.of("model_length", "max_tokens", "max_length");
    private static final Set<String> TOOLS = Set.of("tool_call", "tool_use");
    private static final Set<String> FILTER = Set.of("safety", "sensitive", "refusal");

    private FinishWords() {}

    /**
     * OpenAI's word.
     *
     * @param word the vendor's
     * @param called whether the answer calls tools
     * @return OpenAI's; {@code stop} for a word that is not known
     * @throws UpstreamFailed when the word says that the answer failed
     */
    static String of(String word, boolean called) throws UpstreamFailed {
        if (word.equals("error")) {
            throw new UpstreamFailed(new UpstreamError(Kind.SERVER_ERROR, null, null, null, 0));
        }
        if (word.equals("insufficient_system_resource")) {
            throw new UpstreamFailed(new UpstreamError(Kind.OVERLOADED, null, null, null, 0));
        }
        if (OWN.contains(word) && !word.equals(STOP)) {
            return word;
        }
        if (LENGTH.contains(word)) {
            return "length";
        }
        if (FILTER.contains(word)) {
            return "content_filter";
        }
        return called || TOOLS.contains(word) ? TOOL_CALLS : STOP;
    }
}
