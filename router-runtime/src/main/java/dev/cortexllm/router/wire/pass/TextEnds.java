package dev.cortexllm.router.wire.pass;

/** Keeps the beginning and the end of a text that comes in pieces. */
final class TextEnds {
    private final int most;
    private final int tail;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder last = new StringBuilder();
    private int length;

    /**
     * @param most most characters that are kept
     * @param tail how many of them are of the end when the text is longer; 0: none
     */
    TextEnds(int most, int tail) {
        this.most = most;
        this.tail = tail;
    }

    /** Adds a piece, after a line break where it is not the first. */
    void add(char[] text, int from, int count) {
        if (length > 0) {
            append(new char[] {'\n'}, 0, 1);
        }
        append(text, from, count);
    }

    private void append(char[] text, int from, int count) {
        length += count;
        head.append(text, from, Math.min(count, most - head.length()));
        if (tail > 0) {
            int kept = Math.min(count, tail);
            last.append(text, from + count - kept, kept);
            if (last.length() > 2 * tail) {
                last.delete(0, last.length() - tail);
            }
        }
    }

    /** Characters of all pieces together. */
    int length() {
        return length;
    }

    /** What is kept. */
    String text() {
        if (length <= most || tail == 0) {
            return head.toString();
        }
        return head.substring(0, most - tail - 1) + '\n' + last.substring(last.length() - tail);
    }
}
