package dev.cortexllm.sandbox.demo.step;

/** Something that the story promises does not hold; the message says what was seen instead. */
public final class StepFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was seen
     */
    public StepFailed(String message) {
        super(message);
    }

    /**
     * Fails unless something holds.
     *
     * @param holds whether it does
     * @param otherwise what was seen instead
     * @throws StepFailed when it does not
     */
    public static void unless(boolean holds, String otherwise) throws StepFailed {
        if (!holds) {
            throw new StepFailed(otherwise);
        }
    }
}
