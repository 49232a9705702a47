package dev.cortexllm.sandbox.kubelet.probe;

/**
 * Outcome of one check.
 *
 * @param passed whether it succeeded
 * @param message why it did not; empty when it did
 */
public record CheckResult(boolean passed, String message) {
    static CheckResult success() {
        return new CheckResult(true, "");
    }

    static CheckResult failure(String message) {
        return new CheckResult(false, message);
    }
}
