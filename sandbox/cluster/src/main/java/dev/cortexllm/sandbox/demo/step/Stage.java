package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.sandbox.demo.load.ChatClient;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a step can act with.
 *
 * @param cluster the Kubernetes API, seen through our kinds
 * @param chat a client of the gateway
 * @param engine the local engine
 * @param operator the operator's process
 */
public record Stage(Cluster cluster, ChatClient chat, EngineProbe engine, OperatorProcess operator) {
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * Waits for something that a remote process brings about.
     *
     * @param timeout how long at the most
     * @param what how a failure calls it
     * @param reached whether it is there
     * @return how long it took, in milliseconds
     * @throws StepFailed when it does not come
     */
    public static long await(Duration timeout, Supplier<String> what, Supplier<Boolean> reached)
            throws StepFailed, InterruptedException {
        long start = System.nanoTime();
        while (!reached.get()) {
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw new StepFailed("not within " + timeout.toSeconds() + " s: " + what.get());
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
