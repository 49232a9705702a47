package dev.cortexllm.router.target;

import dev.cortexllm.config.Resilience;
import dev.cortexllm.router.resilience.Breaker;
import dev.cortexllm.router.resilience.CoolDown;
import java.util.function.LongSupplier;

/**
 * What the process knows of one model behind one upstream. Failures in a row keep requests away for a moment; where a breaker
 * is configured it judges in place of that. Safe for any thread.
 */
public final class TargetState {
    private final UpstreamState upstream;
    private final String model;
    private final CoolDown coolDown = new CoolDown();
    private final Observed observed = new Observed();
    private volatile Breaker breaker;

    TargetState(UpstreamState upstream, String model) {
        this.upstream = upstream;
        this.model = model;
    }

    /** The upstream it stands behind. */
    public UpstreamState upstream() {
        return upstream;
    }

    /** The model's id there. */
    public String model() {
        return model;
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
