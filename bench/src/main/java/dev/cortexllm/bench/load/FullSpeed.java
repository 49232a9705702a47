package dev.cortexllm.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** As many requests as go: each connection asks again as soon as it has its answer (closed loop). Used where there is no wrk. */
public final class FullSpeed implements Connection.Listener {
    private static final int OK = 200;

    private final ByteBuf request;
    private final Histogram latency = new Histogram(3);
    private boolean counting;
    private boolean over;
    private long done;
    private long failed;

    private FullSpeed(Target target) {
        this.request = target.request();
    }

    /**
     * Asks.
     *
     * @param target for what
     * @param connections over so many connections
     * @param warmUp before the counting begins
     * @param duration how long
     * @return what became of the requests that were answered within {@code duration}
     */
    public static Outcome run(Target target, int connections, Duration warmUp, Duration duration) {
        try (Client client = new Client(target.port())) {
            FullSpeed run = new FullSpeed(target);
            for (int i = 0; i < connections; i++) {
                client.open(run)
                        .thenAcceptAsync(c -> c.ask(run.request, System.nanoTime()), client.loop())
                        .join();
            }
            after(client, warmUp, () -> run.counting = true);
            long start = System.nanoTime();
            after(client, duration, () -> run.over = true);
            return client.on(() -> new Outcome(run.done, run.failed, (System.nanoTime() - start) / 1e9, run.latency));
        }
    }

    private static void after(Client client, Duration time, Runnable task) {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        client.loop()
                .schedule(
                        () -> {
                            task.run();
                            ran.complete(null);
                        },
                        time.toMillis(),
                        TimeUnit.MILLISECONDS);
        ran.join();
    }

    @Override
    public void answered(Connection connection, int status) {
        if (over) {
            return;
        }
        if (counting) {
            if (status == OK) {
                done++;
                latency.recordValue(System.nanoTime() - connection.due());
            } else {
                failed++;
            }
        }
        connection.ask(request, System.nanoTime());
    }

    @Override
    public void lost(Connection connection) {
        failed += counting && !over ? 1 : 0;
    }
}
