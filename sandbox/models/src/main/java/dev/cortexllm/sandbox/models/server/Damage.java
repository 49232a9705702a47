package dev.cortexllm.sandbox.models.server;

/** What faults do to a body or an event: pure text in, damaged text out. */
final class Damage {
    /** One helping of a line without an end. */
    static final String FILLER = "x".repeat(1024);

    private Damage() {}

    /** The first half, never cutting a character. */
    static String truncate(String text) {
        return text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2));
    }

    /** The same with the wrong last bracket, so that framing and length stay and only the JSON is broken. */
    static String invalidate(String text) {
        int bracket = text.lastIndexOf('}');
        return bracket < 0 ? text : text.substring(0, bracket) + "]" + text.substring(bracket + 1);
    }

    /** The text without its line ends and last bracket, as the beginning of something longer. */
    static String open(String text) {
        String line = text.stripTrailing();
        return line.substring(0, Math.max(0, line.lastIndexOf('}')));
    }
}
