package dev.cortexllm.router.attempt;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A clock of one event loop, which stands still during a turn: a request asks for the time some twenty times, and each look at the real
 * clock waits for all that the processor has under way. What came in with one turn came at one time; what is to tell how long the turn
 * itself takes asks {@link #exactly}. Never goes back where the real clock does not. For the thread of the event loop alone.
 */
public final class TurnClock implements LongSupplier {
    private final LongSupplier clock;
    private final Consumer<Runnable> atTurnsEnd;
    private long now;
    private boolean running = true;

    /**
     * @param clock the real clock
     * @param atTurnsEnd does something when the turn is over, or before
     */
    public TurnClock(LongSupplier clock, Consumer<Runnable> atTurnsEnd) {
        this.clock = clock;
        this.atTurnsEnd = atTurnsEnd;
    }

    /** The time at which somebody first asked in this turn, or that was told exactly since. */
    @Override
    public long getAsLong() {
        return running ? exactly() : now;
    }

    /** The time that it is; also what others are told from here on in this turn. */
    public long exactly() {
        now = clock.getAsLong();
        if (running) {
            running = false;
            atTurnsEnd.accept(this::goOn);
        }
        return now;
    }

    private void goOn() {
        running = true;
    }
}
