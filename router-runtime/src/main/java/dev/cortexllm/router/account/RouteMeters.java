package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The meters of one way through the router (policy, rule, target), kept in the compiled route so that a request only adds
 * to them. They are registered when the first request comes that way: a configuration has many more ways than traffic
 * takes. Safe for any thread.
 */
public final class RouteMeters {
    private static final int CODES = 600;

    private final Meters meters;
    private final Tags tags;
    private volatile Registered registered;

    RouteMeters(Meters meters, Tags tags) {
        this.meters = meters;
        this.tags = tags;
    }

    private record Registered(AtomicReferenceArray<Counter> byCode, Timer duration, Timer firstContent) {}

    /**
     * Counts a finished request.
     *
     * @param code HTTP status given to the client, 499 when the client left first
     * @param nanos from its first byte in to its last byte out
     */
    public void finished(int code, long nanos) {
        Registered to = registered();
        Counter counter = to.byCode.get(code);
        if (counter == null) {
            counter = meters.counter("requests", "Requests by outcome", tags.and("code", Integer.toString(code)));
            to.byCode.set(code, counter);
        }
        counter.increment();
        to.duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Notes how long a client waited for content.
     *
     * @param nanos from the request's first byte in to the first content out
     */
    public void firstContent(long nanos) {
        registered().firstContent.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Two threads may both register; the registry gives both the same meters. */
    private Registered registered() {
        Registered known = registered;
        if (known == null) {
            known = new Registered(
                    new AtomicReferenceArray<>(CODES),
                    meters.timer(
                            "request.duration", "From the request's first byte in to the answer's last byte out", tags),
                    meters.timer(
                            "time.to.first.content",
                            "From the request's first byte in to the first content out",
                            tags));
            registered = known;
        }
        return known;
    }
}
