package dev.cortexllm.operator.link;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.compilation.GatewayId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What each router said last. A router that has been silent for {@link #EXPIRY} counts as unknown. */
public final class RouterRegistry {
    /** Silence after which nothing is known of a router any more; it reports each second. */
    public static final Duration EXPIRY = Duration.ofSeconds(5);

    private record Seen(RouterReport report, Instant at) {}

    private final Map<RouterId, Seen> seen = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Instant settledFrom;

    /**
     * @param clock for silence
     */
    public RouterRegistry(Clock clock) {
        this.clock = clock;
        begin();
    }

    /** Routers can report from now on; they could not before this process led. */
    public void begin() {
        settledFrom = clock.instant().plus(EXPIRY);
    }

    /**
     * Takes a report.
     *
     * @param router who reports
     * @param report what it says
     * @return whether it serves something else, has another problem, or found or lost its Redis since it spoke before
     */
    public boolean report(RouterId router, RouterReport report) {
        Seen before = seen.put(router, new Seen(report, clock.instant()));
        return before == null
                || !Objects.equals(before.report().configHash(), report.configHash())
                || !Objects.equals(before.report().problem(), report.problem())
                || !Objects.equals(before.report().store(), report.store());
    }

    /**
     * The last report of a router.
     *
     * @param router the router
     * @return empty when it has been silent for too long
     */
    public Optional<RouterReport> latest(RouterId router) {
        return Optional.ofNullable(seen.get(router))
                .filter(last -> !expired(last))
                .map(Seen::report);
    }

    /**
     * Drops the routers that have fallen silent.
     *
     * @return the gateways they belong to
     */
    public Set<GatewayId> expire() {
        Set<GatewayId> gateways = new HashSet<>();
        for (Iterator<Map.Entry<RouterId, Seen>> all = seen.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<RouterId, Seen> entry = all.next();
            if (expired(entry.getValue())) {
                all.remove();
                gateways.add(entry.getKey().gateway());
            }
        }
        return gateways;
    }

    /** Whether routers have had time to report since this process leads. */
    public boolean settled() {
        return !clock.instant().isBefore(settledFrom);
    }

    /** Time until {@link #settled()}; zero when it is. */
    public Duration untilSettled() {
        Duration left = Duration.between(clock.instant(), settledFrom);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean expired(Seen last) {
        return last.at().plus(EXPIRY).isBefore(clock.instant());
    }
}
