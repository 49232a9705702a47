package dev.cortexllm.sandbox.models.engine;

import java.util.List;
import java.util.StringTokenizer;

/**
 * The one counting rule, simple enough for a test to compute in its head: a token is a word between white space, and
 * each message costs {@value #PER_MESSAGE} more. No vendor's tokenizer is imitated.
 */
public final class TokenCount {
    /** Tokens that a message costs besides its words, for what a real chat template adds around it. */
    public static final int PER_MESSAGE = 4;

    private TokenCount() {}

    /** Counts a conversation. */
    public static int ofMessages(List<String> texts) {
        return texts.stream().mapToInt(TokenCount::ofText).sum() + PER_MESSAGE * texts.size();
    }

    /** Counts the words of one text. */
    public static int ofText(String text) {
        return new StringTokenizer(text).countTokens();
    }
}
