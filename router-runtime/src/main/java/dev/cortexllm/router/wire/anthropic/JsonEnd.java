package dev.cortexllm.router.wire.anthropic;

/** Finds out whether a JSON object that comes in pieces is complete, without reading what it says. */
final class JsonEnd {
    private int depth;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    /**
     * Looks at the next piece.
     *
     * @param piece JSON text
     */
    void feed(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (escaped) {
                escaped = false;
            } else if (inString) {
                escaped = c == '\\';
                inString = c != '"';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                depth++;
                begun = true;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
    }

    /** Whether an object has begun and ended. */
    boolean complete() {
        return begun && depth <= 0 && !inString;
    }
}
