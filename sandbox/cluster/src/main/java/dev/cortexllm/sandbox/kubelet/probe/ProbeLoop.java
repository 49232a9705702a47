package dev.cortexllm.sandbox.kubelet.probe;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs one probe of one container again and again until it is closed. Defaults as in the Probe API: period 10 s, 3 failures. */
public final class ProbeLoop implements AutoCloseable {
    /** Hears of each check; called on the checks' threads. */
    public interface Listener {
        /** A check was made and did not pass. */
        void failed(ProbeKind kind, String message);

        /** A threshold is reached; repeated after each further check that upholds it. */
        void verdict(ProbeKind kind, boolean passed);
    }

    private final ProbeKind kind;
    private final Probe probe;
    private final CheckTarget target;
    private final Checks checks;
    private final ScheduledExecutorService timer;
    private final Executor blocking;
    private final Listener listener;
    private ProbeTally tally;
    private volatile boolean closed;

    /**
     * A loop that is not yet started.
     *
     * @param timer only waits
     * @param blocking runs the checks
     */
    public ProbeLoop(
            ProbeKind kind,
            Probe probe,
            CheckTarget target,
            Checks checks,
            ScheduledExecutorService timer,
            Executor blocking,
            Listener listener) {
        this.kind = kind;
        this.probe = probe;
        this.target = target;
        this.checks = checks;
        this.timer = timer;
        this.blocking = blocking;
        this.listener = listener;
        this.tally = ProbeTally.of(or(probe.getSuccessThreshold(), 1), or(probe.getFailureThreshold(), 3));
    }

    /** Makes the first check after {@code initialDelaySeconds}. */
    public void start() {
        schedule(Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0)));
    }

    @Override
    public void close() {
        closed = true;
    }

    private void schedule(Duration delay) {
        if (closed) {
            return;
        }
        try {
            timer.schedule(() -> blocking.execute(this::check), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closed = true; // the kubelet is shutting down
        }
    }

    private void check() {
        if (closed) {
            return;
        }
        try {
            CheckResult result = checks.probe(probe, target);
            if (!closed) {
                report(result);
                schedule(Duration.ofSeconds(or(probe.getPeriodSeconds(), 10)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(CheckResult result) {
        tally = tally.after(result.passed());
        if (!result.passed()) {
            listener.failed(kind, result.message());
        }
        tally.verdict().ifPresent(passed -> listener.verdict(kind, passed));
    }

    private static int or(Integer value, int fallback) {
        return Objects.requireNonNullElse(value, fallback);
    }
}
