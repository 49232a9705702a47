package dev.cortexllm.sandbox.demo.load;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Load whose arrivals do not wait for answers: requests leave at a fixed rate, however long the earlier ones take. */
public final class OpenLoop implements AutoCloseable {
    private final ChatClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "open-loop");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<CompletableFuture<Answer>> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private ScheduledFuture<?> arrivals;

    /**
     * @param client who sends
     */
    public OpenLoop(ChatClient client) {
        this.client = client;
    }

    /**
     * Starts sending, or goes on at another rate.
     *
     * @param perSecond arrivals per second
     * @param request what to send, by number
     */
    public synchronized void rate(double perSecond, IntFunction<Chat> request) {
        pause();
        long everyNanos = Math.round(1e9 / perSecond);
        arrivals = clock.scheduleAtFixedRate(
                () -> sent.add(client.send(request.apply(count.getAndIncrement()))),
                0,
                everyNanos,
                TimeUnit.NANOSECONDS);
    }

    /** Stops sending; what was sent goes on. */
    public synchronized void pause() {
        if (arrivals != null) {
            arrivals.cancel(false);
            arrivals = null;
        }
    }

    /** How many requests were sent. */
    public int sent() {
        return count.get();
    }

    /** Answers that are over so far, in the order in which they were sent. */
    public List<Answer> over() {
        return sent.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
    }

    /**
     * Stops sending and waits for all answers.
     *
     * @return every answer, in the order in which they were sent
     */
    public List<Answer> finish() {
        pause();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        pause();
        clock.shutdownNow();
    }
}
