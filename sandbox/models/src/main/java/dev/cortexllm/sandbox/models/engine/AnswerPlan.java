package dev.cortexllm.sandbox.models.engine;

import java.util.List;

/**
 * A whole answer, known before its first token is emitted.
 *
 * @param tokens pieces whose concatenation is the answer (for a tool call: its arguments)
 * @param finish why the answer ends
 * @param promptTokens what the prompt counts, by {@link TokenCount}
 */
public record AnswerPlan(List<String> tokens, FinishReason finish, int promptTokens) {}
