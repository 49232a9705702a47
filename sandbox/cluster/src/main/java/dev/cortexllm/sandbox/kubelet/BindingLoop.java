package dev.cortexllm.sandbox.kubelet;

import dev.cortexllm.sandbox.kubelet.pod.SerialQueue;
import dev.cortexllm.sandbox.kubelet.schedule.Binder;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the binder after changes: many requests while it is busy lead to one more run. */
final class BindingLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BindingLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Binder binder;
    private final SerialQueue queue;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean requested = new AtomicBoolean();

    BindingLoop(Binder binder, SerialQueue queue, ScheduledExecutorService timer) {
        this.binder = binder;
        this.queue = queue;
        this.timer = timer;
    }

    /** Something changed that may let a pod be bound. */
    void request() {
        if (requested.compareAndSet(false, true)) {
            queue.execute(this::run);
        }
    }

    private void run() {
        requested.set(false);
        try {
            binder.run().ifPresent(this::again);
        } catch (RuntimeException e) {
            LOG.warn("binding failed, will be tried again: {}", e.getMessage());
            again(AFTER_FAILURE);
        }
    }

    private void again(Duration delay) {
        timer.schedule(this::request, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
