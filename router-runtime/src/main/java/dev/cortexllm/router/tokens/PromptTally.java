package dev.cortexllm.router.tokens;

import java.nio.charset.StandardCharsets;

/** Adds up what a prompt is made of. Used by one thread. */
final class PromptTally {
    /**
     * Most characters of a prompt that are counted; those behind are taken to be like them. It is more than the largest
     * context of a model takes, and bounds the time to about two seconds whatever the text.
     */
    static final int LONGEST_COUNTED = 4 * 1024 * 1024;

    /** Tokens by which a cut in the middle of a word may have raised a count. */
    private static final int PER_HARD_CUT = 16;
    /** OpenAI takes up to three digits for one token. */
    private static final int DIGITS = 3;

    private final Tokenizers tokenizers;
    private final Family family;
    private int left;
    private double tokens;
    private double atLeast;
    private double ofTexts;
    private long read;
    private long unread;
    private boolean exact;

    PromptTally(Tokenizers tokenizers, Family family) {
        this(tokenizers, family, LONGEST_COUNTED);
    }

    /**
     * @param tokenizers count texts
     * @param family how they count
     * @param longest most characters that are counted
     */
    PromptTally(Tokenizers tokenizers, Family family, int longest) {
        this.tokenizers = tokenizers;
        this.family = family;
        this.left = longest;
        this.exact = family.published();
    }

    /** What the chat format adds. */
    void format(int added) {
        tokens += added;
        atLeast += family.published() ? added : 0;
    }

    /** A text that goes to the model as it is. */
    void text(String text) {
        text(text, 1);
    }

    /** JSON, of which nobody has published what becomes of it; it is counted as it stands, and relied on by half. */
    void json(String json) {
        exact = false;
        text(json, 0.5);
    }

    /** A text that the model may not get to see again. */
    void perhaps(String text) {
        exact = false;
        text(text, 0);
    }

    /**
     * Something whose tokens are estimated.
     *
     * @param likely how many it has
     * @param least how many it has in any case
     */
    void estimate(long likely, long least) {
        exact = false;
        tokens += likely;
        atLeast += least;
    }

    /** From here on the count is not exact. */
    void inexact() {
        exact = false;
    }

    private void text(String whole, double reliance) {
        String text = whole.length() <= left ? whole : whole.substring(0, left);
        left -= text.length();
        read += text.length();
        if (text.length() < whole.length()) {
            unread += whole.length() - text.length();
            exact = false;
        }
        Tokenizers.Counted counted = tokenizers.count(family.vocabulary(), text);
        exact &= counted.hardCuts() == 0;
        double likely = family.openAi() ? counted.tokens() : likely(counted.tokens(), text);
        double sure = Math.max(0, counted.tokens() - (double) PER_HARD_CUT * counted.hardCuts());
        tokens += likely;
        ofTexts += likely;
        atLeast += sure * family.text().least() * reliance;
    }

    /** No vocabulary makes more tokens than there are bytes. */
    private double likely(long counted, String text) {
        double likely = counted * family.text().factor() + (family.text().singleDigits() ? moreForDigits(text) : 0);
        return Math.min(likely, text.getBytes(StandardCharsets.UTF_8).length);
    }

    private static long moreForDigits(String text) {
        long more = 0;
        int run = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean digit = i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
            if (digit) {
                run++;
            } else if (run > 0) {
                more += run - (run + DIGITS - 1) / DIGITS;
                run = 0;
            }
        }
        return more;
    }

    /** The sum. */
    TokenCount result() {
        double ofUnread = read == 0 ? 0 : unread * (ofTexts / read);
        long sum = (long) Math.ceil(tokens + ofUnread);
        return new TokenCount(sum, exact, exact ? sum : Math.min(sum, (long) atLeast));
    }
}
