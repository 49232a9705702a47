package dev.cortexllm.sandbox.kubelet;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The kubelet's threads.
 *
 * @param pool takes steps of pod workers and the binder, which call the API
 * @param blocking runs probes and hooks, which may wait long
 * @param events writes events, one after the other
 * @param timer only passes tasks on
 */
record Threads(
        ExecutorService pool, ExecutorService blocking, ExecutorService events, ScheduledThreadPoolExecutor timer)
        implements AutoCloseable {
    private static final int WORKERS = 8;

    static Threads create() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("kubelet-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new Threads(
                Executors.newFixedThreadPool(WORKERS, named("kubelet-worker")),
                Executors.newCachedThreadPool(named("kubelet-check")),
                Executors.newSingleThreadExecutor(named("kubelet-events")),
                timer);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        blocking.shutdownNow();
        pool.shutdownNow();
        events.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
