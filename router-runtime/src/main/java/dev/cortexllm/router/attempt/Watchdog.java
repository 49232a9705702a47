package dev.cortexllm.router.attempt;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Looks at every running attempt of one event loop every {@value #TICK_MILLIS} ms. So a stream costs no timer per piece,
 * and a timeout comes at most one tick late. While nothing runs it does not look: a router that nobody asks sleeps.
 */
public final class Watchdog {
    private static final int TICK_MILLIS = 25;

    private static final long RESTING = -1;

    private final Vertx vertx;
    private final LongSupplier clock;
    private final List<Watched> running = new ArrayList<>();
    private long timer = RESTING;

    /**
     * @param vertx of the event loop
     * @param clock monotonic nanoseconds
     */
    public Watchdog(Vertx vertx, LongSupplier clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Something that may take too long. */
    abstract static class Watched {
        private int place = -1;

        /**
         * Looks whether it has taken too long.
         *
         * @param now monotonic nanoseconds
         */
        abstract void tick(long now);
    }

    void watch(Watched one) {
        one.place = running.size();
        running.add(one);
        if (timer == RESTING) {
            timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
        }
    }

    void forget(Watched one) {
        if (one.place < 0) {
            return;
        }
        Watched last = running.remove(running.size() - 1);
        if (last != one) {
            running.set(one.place, last);
            last.place = one.place;
        }
        one.place = -1;
    }

    /** From the end, because what is looked at may leave, and the last one then takes its place. */
    private void tick() {
        if (running.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = RESTING;
            return;
        }
        long now = clock.getAsLong();
        for (int i = running.size() - 1; i >= 0; i--) {
            if (i < running.size()) {
                running.get(i).tick(now);
            }
        }
    }
}
