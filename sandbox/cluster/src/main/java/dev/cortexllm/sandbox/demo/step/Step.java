package dev.cortexllm.sandbox.demo.step;

/** A chapter of the story. */
public interface Step {
    /** Its name in the output, {@code step=<name> ok}. */
    String name();

    /**
     * Plays it.
     *
     * @param stage what there is to act with
     * @return what was observed
     * @throws StepFailed when something promised does not hold
     * @throws InterruptedException when the demo is being stopped
     */
    String play(Stage stage) throws StepFailed, InterruptedException;
}
