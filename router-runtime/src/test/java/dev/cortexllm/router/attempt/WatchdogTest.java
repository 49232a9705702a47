package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs is looked at, again and again; what is over is not. */
class WatchdogTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong looks = new AtomicLong();
    private final Watchdog watchdog = new Watchdog(vertx, looks::incrementAndGet);

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void it_looks_while_something_runs_and_again_after_a_rest() throws Exception {
        for (int turn = 0; turn < 3; turn++) {
            One one = new One();
            on(() -> watchdog.watch(one));
            assertThat(one.ticks.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(one.ticks.poll(20, TimeUnit.SECONDS)).isNotNull();
            on(() -> watchdog.forget(one));

            long then = looks.get();
            // Longer than many ticks: the timers of one event loop run in order.
            timer(500);
            assertThat(looks.get()).as("looks while nothing runs").isEqualTo(then);
        }
    }

    @Test
    void what_leaves_while_it_is_looked_at_takes_nobody_along() throws Exception {
        One stays = new One();
        One leaves = new One() {
            @Override
            void tick(long now) {
                watchdog.forget(this);
                super.tick(now);
            }
        };
        on(() -> {
            watchdog.watch(stays);
            watchdog.watch(leaves);
        });
        assertThat(leaves.ticks.poll(20, TimeUnit.SECONDS)).isNotNull();
        stays.ticks.clear();
        assertThat(stays.ticks.poll(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(leaves.ticks).isEmpty();
    }

    private void on(Runnable task) throws Exception {
        BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
        loop.runOnContext(nothing -> {
            task.run();
            done.add(true);
        });
        assertThat(done.poll(20, TimeUnit.SECONDS)).isTrue();
    }

    private void timer(long millis) throws Exception {
        BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
        loop.runOnContext(nothing -> vertx.setTimer(millis, id -> done.add(true)));
        assertThat(done.poll(20, TimeUnit.SECONDS)).isTrue();
    }

    private static class One extends Watchdog.Watched {
        final BlockingQueue<Long> ticks = new LinkedBlockingQueue<>();

        @Override
        void tick(long now) {
            ticks.add(now);
        }
    }
}
