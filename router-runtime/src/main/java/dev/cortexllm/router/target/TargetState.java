package dev.cortexllm.router.target;

import dev.cortexllm.config.Resilience;
import dev.cortexllm.router.balance.Hash64;
import dev.cortexllm.router.resilience.Breaker;
import dev.cortexllm.router.resilience.CoolDown;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What the process knows of one model behind one upstream. Failures in a row keep requests away for a moment; where a breaker
 * is configured it judges in place of that. Safe for any thread.
 */
public final class TargetState {
    private final UpstreamState upstream;
    private final String model;
    private final long seed;
    private final CoolDown coolDown = new CoolDown();
    private final Observed observed = new Observed();
    private volatile Breaker breaker;

    TargetState(UpstreamState upstream, String model) {
        this.upstream = upstream;
        this.model = model;
        this.seed = Hash64.of(model, 0);
    }

    /** The upstream it stands behind. */
    public UpstreamState upstream() {
        return upstream;
    }

    /** The model's id there. */
    public String model() {
        return model;
    }

    /** Sets its keys apart from those of other models behind the same upstream. */
    long seed() {
        return seed;
    }

    /**
     * An endpoint for a request: of those that are ready, have a place and are not left alone the one that the request belongs
     * to, or else the less loaded of two. Those that are left alone are chosen only when no other is left.
     *
     * @param affinity what the request shares with others; null: nothing
     * @param tried endpoints that failed this request already
     * @param now monotonic nanoseconds
     * @param draws random numbers, all 64 bits of them; asked only where there is a choice
     * @return the endpoint, or null when no untried one is ready and has a place
     */
    public EndpointState pick(Affinity affinity, List<EndpointState> tried, long now, LongSupplier draws) {
        return upstream.pick(this, affinity, tried, now, draws);
    }

    /** Keeps requests away while it fails. */
    public CoolDown coolDown() {
        return coolDown;
    }

    /** How fast and how reliable it was lately. */
    public Observed observed() {
        return observed;
    }

    /** Its breaker; null when there is none. */
    public Breaker breaker() {
        return breaker;
    }

    /**
     * Puts a breaker in its way, or another one that goes on where the present one is.
     *
     * @param config the breaker; null: none
     * @param clock monotonic nanoseconds
     */
    public synchronized void protect(Resilience.Breaker config, LongSupplier clock) {
        Breaker present = breaker;
        if (config == null) {
            breaker = null;
        } else if (present == null) {
            breaker = new Breaker(upstream.id() + " " + model, config, clock);
        } else if (!present.config().equals(config)) {
            breaker = present.with(config);
        }
    }

    /**
     * Whether it is better left alone: by its breaker, because it failed in a row, or because it asked for it.
     *
     * @param now monotonic nanoseconds
     * @return true while it is
     */
    public boolean leftAlone(long now) {
        return coolDown.cooling(now) || !passes(now);
    }

    /**
     * Whether its breaker would let a call through, as far as can be told without asking it.
     *
     * @param now monotonic nanoseconds
     * @return false while the breaker is open
     */
    public boolean passes(long now) {
        Breaker present = breaker;
        return present == null || !present.open(now);
    }

    /** Forgets every failure, because what failed was replaced. */
    void forgive() {
        coolDown.reset();
        observed.forgive();
        Breaker present = breaker;
        if (present != null) {
            present.reset();
        }
    }

    /** It failed. */
    void failed(long now, long stayAwayNanos) {
        if (breaker == null) {
            coolDown.failed(now, stayAwayNanos);
        } else {
            coolDown.asked(now, stayAwayNanos);
        }
    }
}
