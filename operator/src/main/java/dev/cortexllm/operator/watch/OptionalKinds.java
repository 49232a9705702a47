package dev.cortexllm.operator.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again which optional kinds the API server serves. */
public final class OptionalKinds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OptionalKinds.class);

    private final List<OptionalKind<?>> kinds;
    private final Duration every;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "optional-kinds");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Prepares.
     *
     * @param kinds what is looked for
     * @param every how often
     */
    public OptionalKinds(List<OptionalKind<?>> kinds, Duration every) {
        this.kinds = List.copyOf(kinds);
        this.every = every;
    }

    /** Looks once, and goes on looking. */
    public void start() {
        check();
        timer.scheduleWithFixedDelay(this::check, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        kinds.forEach(OptionalKind::close);
    }

    private void check() {
        for (OptionalKind<?> kind : kinds) {
            try {
                kind.check();
            } catch (RuntimeException e) {
                LOG.warn("looking for an optional kind failed", e);
            }
        }
    }
}
