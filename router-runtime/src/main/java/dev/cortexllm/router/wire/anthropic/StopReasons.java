package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.FinishReason;

/** Why an answer ended, in Anthropic's words (facts/wire/anthropic.md sections 3, 9 and 10). */
final class StopReasons {
    private StopReasons() {}

    /**
     * Reads Anthropic's word.
     *
     * @param word the word; null or unknown counts as an ordinary end
     * @return the reason
     */
    static FinishReason of(String word) {
        return switch (word == null ? "" : word) {
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    /**
     * Finds Anthropic's word. What the answer holds counts for more than what a provider says of it: some end an answer
     * with calls of tools, or a refusal, as if it were an ordinary one.
     *
     * @param reason the reason, or null
     * @param stopSequence the stop text it came upon, or null
     * @param tools whether it calls tools
     * @param refused whether it is a refusal
     * @return the word
     */
    static String word(FinishReason reason, String stopSequence, boolean tools, boolean refused) {
        if (reason == FinishReason.LENGTH) {
            return "max_tokens";
        } else if (reason == FinishReason.CONTENT_FILTER) {
            return "refusal";
        } else if (tools) {
            return "tool_use";
        } else if (refused) {
            return "refusal";
        }
        return stopSequence == null ? "end_turn" : "stop_sequence";
    }
}
