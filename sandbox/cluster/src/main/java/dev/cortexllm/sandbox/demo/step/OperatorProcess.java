package dev.cortexllm.sandbox.demo.step;

/** The operator's process, which the story kills and starts again. */
public interface OperatorProcess {
    /** Ends it as a crash would. */
    void kill() throws InterruptedException;

    /** Starts it again and waits until it says that it is up. */
    void start() throws InterruptedException;
}
