package dev.cortexllm.sandbox.models.engine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A whole answer, known before its first token is emitted.
 *
 * @param parts what it is made of, in order; one that the limit cut off before its first token is still here
 * @param tokens pieces in order, each of one part
 * @param finish why the answer ends
 * @param stop the stop text that ended it, or null
 * @param promptTokens what the prompt counts, by {@link TokenCount}
 */
public record AnswerPlan(
        List<AnswerPart> parts, List<Token> tokens, FinishReason finish, String stop, int promptTokens) {
    /**
     * A piece of an answer.
     *
     * @param part index of the part it belongs to
     * @param text what it adds to that part; for a tool call, to its arguments
     */
    public record Token(int part, String text) {}

    /** Returns a part as a whole, as far as it is reached. */
    public String text(int part) {
        return tokens.stream()
                .filter(token -> token.part() == part)
                .map(Token::text)
                .collect(Collectors.joining());
    }

    /** Returns whether the answer gets to this part. */
    public boolean reaches(int part) {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).part() >= part;
    }

    /** Returns how many tokens, of the first so many, are thoughts. */
    public int thoughts(int first) {
        if (!(parts.get(0) instanceof AnswerPart.Thinking)) {
            return 0;
        }
        return (int) tokens.stream()
                .limit(first)
                .filter(token -> parts.get(token.part()) instanceof AnswerPart.Thinking)
                .count();
    }
}
