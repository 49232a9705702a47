package dev.cortexllm.router.classify;

/**
 * Goes over the words of a text: runs of letters and digits, apostrophes inside them included, in lower case. A number is
 * one word whatever its digits. Where a script does without spaces each character is a word.
 */
final class Words {
    /** What all numbers have as their hash. */
    static final int NUMBER = Hashes.step(Hashes.START, '#');

    private final String text;
    private final int to;
    private int at;
    private int hash;
    private int length;
    private final int[] beginnings = new int[BEGINNINGS];

    /** Hashes of the first 1, 2, 3 and so on characters are kept up to this length. */
    static final int BEGINNINGS = 14;

    Words(String text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    /** Goes to the next word; false when there is none. */
    boolean next() {
        while (at < to && !letterOrDigit(text.charAt(at))) {
            at++;
        }
        if (at >= to) {
            return false;
        }
        char first = text.charAt(at);
        hash = Hashes.START;
        length = 0;
        if (alone(first)) {
            add(first);
            at++;
            return true;
        }
        boolean digits = true;
        while (at < to) {
            char c = text.charAt(at);
            if (c == '\'' || c == '\u2019') {
                if (at + 1 >= to || !Character.isLetter(text.charAt(at + 1))) {
                    break;
                }
                c = '\'';
            } else if (!letterOrDigit(c) || alone(c)) {
                break;
            }
            digits &= c >= '0' && c <= '9';
            add(lower(c));
            at++;
        }
        if (digits) {
            hash = NUMBER;
            length = 0;
        }
        return true;
    }

    private void add(char c) {
        hash = Hashes.step(hash, c);
        if (length < BEGINNINGS) {
            beginnings[length] = hash;
        }
        length++;
    }

    private static boolean letterOrDigit(char c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        return Character.isLetterOrDigit(c);
    }

    private static char lower(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
    }

    /** Ideographs and Japanese syllables. */
    private static boolean alone(char c) {
        return c >= '\u3041' && c <= '\u30FF' || c >= '\u3400' && c <= '\u9FFF';
    }

    /** Hash of the word. */
    int hash() {
        return hash;
    }

    /** Its characters; 0 for a number. */
    int length() {
        return length;
    }

    /** Hash of its first characters; of no more than it has. */
    int beginning(int characters) {
        return beginnings[characters - 1];
    }

    /** Where the next word is looked for. */
    int at() {
        return at;
    }
}
