package dev.cortexllm.router.resilience;

import dev.cortexllm.config.Resilience;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one target. Closed, it judges by the last calls; open, it lets nothing through for a while; half
 * open, it lets a few calls through and judges by those. Resilience4j's machine decides; its permissions alone are used,
 * which never wait.
 *
 * <p>Every call of the machine is under one lock, held for a fraction of a microsecond. So a call knows for certain in which
 * phase it was let through: what it came to counts only while that phase lasts. A call from before the breaker opened says
 * nothing of a target that is being probed, and the slot it gives back would be one too many.
 */
public final class Breaker {
    /** Not let through. */
    public static final int REFUSED = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Exception FAILURE = new Exception("failed", null, false, false) {};

    private final String name;
    private final Resilience.Breaker config;
    private final LongSupplier clock;
    private final CircuitBreaker machine;
    private int phase;
    private volatile boolean open;
    private volatile long openUntil;

    /**
     * A closed one.
     *
     * @param name the target, for logs
     * @param config when it opens
     * @param clock monotonic nanoseconds
     */
    public Breaker(String name, Resilience.Breaker config, LongSupplier clock) {
        this.name = name;
        this.config = config;
        this.clock = clock;
        this.machine = CircuitBreaker.of(name, machineConfig(config, clock));
        machine.getEventPublisher()
                .onStateTransition(event -> moved(event.getStateTransition().getToState()));
    }

    private static CircuitBreakerConfig machineConfig(Resilience.Breaker config, LongSupplier clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        config.calls(), config.minimumCalls(), CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(config.failurePercent())
                .slowCallRateThreshold(config.slowPercent())
                .slowCallDurationThreshold(Duration.ofMillis(config.slowMillis()))
                .waitDurationInOpenState(Duration.ofMillis(config.openMillis()))
                .permittedNumberOfCallsInHalfOpenState(config.probes())
                .clock(new NanoClock(clock))
                .build();
    }

    /** What a call came to, as far as a breaker is concerned. */
    public enum Result {
        /** It was answered. */
        ANSWERED,
        /** It failed. */
        FAILED,
        /** It says nothing: the client left, or what was wrong was not the target. */
        UNKNOWN
    }

    /** What it was made from. */
    public Resilience.Breaker config() {
        return config;
    }

    /**
     * One of another configuration that goes on where this one is. An open one stays open for the rest of its time, though no
     * longer than the new configuration says; calls under way are forgotten.
     *
     * @param changed the configuration
     * @return the breaker
     */
    public synchronized Breaker with(Resilience.Breaker changed) {
        Breaker next = new Breaker(name, changed, clock);
        long left = openUntil - clock.getAsLong();
        if (open && left > 0) {
            next.openFor(Math.min(left, TimeUnit.MILLISECONDS.toNanos(changed.openMillis())));
        } else if (machine.getState() != State.CLOSED) {
            next.openFor(0);
        }
        return next;
    }

    private synchronized void openFor(long nanos) {
        machine.transitionToOpenStateFor(Duration.ofNanos(nanos));
        openUntil = clock.getAsLong() + nanos;
    }

    /**
     * Asks whether a call may be made. Whoever is let through says with {@link #ended} what came of it, once.
     *
     * @return the phase in which it is let through, or {@link #REFUSED}
     */
    public synchronized int tryPass() {
        return machine.tryAcquirePermission() ? phase : REFUSED;
    }

    /**
     * Says what came of a call.
     *
     * @param passedIn the phase in which it was let through
     * @param result what it came to
     * @param nanos how long it took to its first content, or to its end where there was none
     */
    public synchronized void ended(int passedIn, Result result, long nanos) {
        if (passedIn != phase) {
            return;
        }
        switch (result) {
            case ANSWERED -> machine.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case FAILED -> machine.onError(nanos, TimeUnit.NANOSECONDS, FAILURE);
            case UNKNOWN -> machine.releasePermission();
        }
    }

    /** Closes it and forgets every call, because what failed was replaced. */
    public synchronized void reset() {
        machine.reset();
        open = false;
        phase++;
    }

    /**
     * Whether it lets nothing through.
     *
     * @param now monotonic nanoseconds
     * @return true until the time for probes has come
     */
    public boolean open(long now) {
        return open && openUntil - now > 0;
    }

    /**
     * How long it still lets nothing through.
     *
     * @param now monotonic nanoseconds
     * @return nanoseconds, 0 when it lets something through
     */
    public long openNanos(long now) {
        return open ? Math.max(0, openUntil - now) : 0;
    }

    /** 0: closed, 1: half open, 2: open. */
    public int state() {
        return switch (machine.getState()) {
            case HALF_OPEN -> 1;
            case OPEN, FORCED_OPEN -> 2;
            default -> 0;
        };
    }

    private void moved(State to) {
        phase++;
        openUntil = clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(config.openMillis());
        open = to == State.OPEN;
        if (to == State.OPEN) {
            LOG.warn(
                    "{} is left alone for {} ms: too many of its last calls failed or were slow",
                    name,
                    config.openMillis());
        } else {
            LOG.info("{} is {}", name, to == State.HALF_OPEN ? "probed" : "used again");
        }
    }
}
