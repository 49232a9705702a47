package dev.cortexllm.router.budget;

/**
 * What a budget says to a request.
 *
 * @param kind whether it may go on
 * @param waitMillis under {@link Kind#THROTTLED} when to come again, more than 0; else 0
 * @param cheaperFirst whether cheaper targets come first
 */
public record Verdict(Kind kind, long waitMillis, boolean cheaperFirst) {
    /** Go on. */
    public static final Verdict ADMITTED = new Verdict(Kind.ADMITTED, 0, false);
    /** Go on with cheaper targets first. */
    public static final Verdict CHEAPER_FIRST = new Verdict(Kind.ADMITTED, 0, true);
    /** There is not enough left. */
    public static final Verdict EXHAUSTED = new Verdict(Kind.EXHAUSTED, 0, false);

    /** Whether a request may go on. */
    public enum Kind {
        /** It may. */
        ADMITTED,
        /** Not now: what is left is spread over the rest of the window. */
        THROTTLED,
        /** Not in this window, or not for as much. */
        EXHAUSTED
    }

    /** Whether it may go on. */
    public boolean admitted() {
        return kind == Kind.ADMITTED;
    }
}
