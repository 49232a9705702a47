package dev.cortexllm.sandbox.kubelet.pod;

import java.time.Duration;

/**
 * How long to wait before a container is started again: {@code base} doubled with each failure up to {@code max}. Kubernetes has
 * 10 s and 5 min; a sandbox shows the same in less time.
 */
public record RestartBackoff(Duration base, Duration max) {
    /** 1 s up to 30 s. */
    public static final RestartBackoff SANDBOX = new RestartBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /**
     * The wait after some failures in a row.
     *
     * @param failures at least 1
     */
    Duration delay(int failures) {
        int doublings = Math.min(failures - 1, 30);
        Duration delay = base.multipliedBy(1L << doublings);
        return delay.compareTo(max) < 0 ? delay : max;
    }

    /** Whether a run was long enough for earlier failures to be forgotten: twice the longest wait, as in kubelet. */
    boolean forgives(Duration run) {
        return run.compareTo(max.multipliedBy(2)) >= 0;
    }
}
