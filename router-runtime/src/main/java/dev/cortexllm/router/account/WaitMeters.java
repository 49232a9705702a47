package dev.cortexllm.router.account;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Counts and times the waits for cold deployments. Looked up in the registry at each: that is nothing beside a wait. Safe for
 * any thread.
 */
public final class WaitMeters {
    private static final Duration[] WAITS = LongStream.of(1, 5, 15, 30, 60, 120, 300, 600)
            .mapToObj(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final String prefix;

    WaitMeters(MeterRegistry registry, String prefix) {
        this.registry = registry;
        this.prefix = prefix;
    }

    /** How a wait ends. */
    public enum Outcome {
        /** The deployment became ready. */
        SERVED,
        /** It did not within the time that the policy allows. */
        TIMED_OUT,
        /** There was no room to wait, or not any more. */
        REFUSED,
        /** The client left. */
        LEFT,
        /** The policy has requests wait no longer or is gone, or the router stops. */
        RELEASED
    }

    /**
     * Notes the end of a wait.
     *
     * @param upstream id of the deployment
     * @param outcome how it ended
     * @param nanos how long it lasted
     */
    public void ended(String upstream, Outcome outcome, long nanos) {
        Timer.builder(prefix + "waited")
                .description("How long requests waited for a deployment without a ready endpoint, by what came of it")
                .tags("upstream", upstream, "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(WAITS)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
