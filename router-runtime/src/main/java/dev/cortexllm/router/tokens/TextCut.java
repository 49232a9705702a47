package dev.cortexllm.router.tokens;

/**
 * Where a long text may be cut, so that the tokens of its pieces are the tokens of the whole. OpenAI's vocabularies split a
 * text into words before they merge bytes, and no word of theirs goes on in two cases: from a letter or digit to anything
 * but a letter, digit, mark or apostrophe, and from anything but white space to a space (the patterns of cl100k_base and
 * o200k_base in tiktoken's {@code openai_public.py}).
 */
final class TextCut {
    private TextCut() {}

    /**
     * Finds the end of a piece.
     *
     * @param text the text
     * @param from where the piece begins
     * @param longest most characters of a piece, at least 2
     * @return its end: the last harmless place, or, where the second half of the piece has none, the limit
     */
    static int next(String text, int from, int longest) {
        if (text.length() - from <= longest) {
            return text.length();
        }
        int limit = from + longest;
        for (int end = limit; end > from + longest / 2; end--) {
            if (harmless(text, end)) {
                return end;
            }
        }
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }

    /**
     * Whether a cut changes no count.
     *
     * @param text the text
     * @param at an offset
     * @return true at its ends, and where words end
     */
    static boolean harmless(String text, int at) {
        if (at == 0 || at == text.length()) {
            return true;
        }
        int before = text.codePointBefore(at);
        int after = text.codePointAt(at);
        if (Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1))) {
            return false;
        }
        if (after == ' ') {
            return !white(before);
        }
        return letterOrNumber(before) && after != '\'' && !letterOrNumber(after) && !mark(after);
    }

    private static boolean white(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
    }

    private static boolean letterOrNumber(int point) {
        if (Character.isLetter(point)) {
            return true;
        }
        int type = Character.getType(point);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean mark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
