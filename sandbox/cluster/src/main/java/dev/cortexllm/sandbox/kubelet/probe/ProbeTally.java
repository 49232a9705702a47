package dev.cortexllm.sandbox.kubelet.probe;

import java.util.Optional;

/**
 * Consecutive results of one probe.
 *
 * @param successThreshold passes in a row that make it succeed, at least 1
 * @param failureThreshold failures in a row that make it fail, at least 1
 */
record ProbeTally(int successThreshold, int failureThreshold, int successes, int failures) {
    static ProbeTally of(int successThreshold, int failureThreshold) {
        return new ProbeTally(successThreshold, failureThreshold, 0, 0);
    }

    ProbeTally after(boolean passed) {
        return passed
                ? new ProbeTally(successThreshold, failureThreshold, successes + 1, 0)
                : new ProbeTally(successThreshold, failureThreshold, 0, failures + 1);
    }

    /** True or false once a threshold is reached. */
    Optional<Boolean> verdict() {
        if (successes >= successThreshold) {
            return Optional.of(true);
        }
        return failures >= failureThreshold ? Optional.of(false) : Optional.empty();
    }
}
