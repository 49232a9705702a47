package dev.cortexllm.sandbox.kubelet.pod;

import java.time.Instant;

/** What a container is doing. */
sealed interface ContainerState {
    /**
     * Not started, or could not be.
     *
     * @param reason as Kubernetes names it; empty when nothing is wrong
     */
    record Waiting(String reason, String message) implements ContainerState {
        static final Waiting NOTHING_WRONG = new Waiting("", "");
    }

    /**
     * Its process lives.
     *
     * @param started whether its startup probe has passed (true without one)
     * @param ready whether its readiness probe passes (true without one, once started)
     */
    record Running(String containerId, Instant startedAt, boolean started, boolean ready) implements ContainerState {}

    /**
     * Its process has ended.
     *
     * @param exitCode 128 + n after signal n
     * @param reason Completed, Error or ContainerStatusUnknown
     */
    record Exited(
            String containerId, int exitCode, String reason, String message, Instant startedAt, Instant finishedAt)
            implements ContainerState {}
}
