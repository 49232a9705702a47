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
import java.util.stream.Collectors;

/** What each router said last. A router that has been silent for {@link #EXPIRY} counts as unknown. */
public final class RouterRegistry {
    /** Silence after which nothing is known of a router any more; it reports each second. */
    public static final Duration EXPIRY = Duration.ofSeconds(5);

    /**
     * What a report changes.
     *
     * @param matters whether the router serves something else, has another problem, or found or lost its Redis
     * @param hashBefore hash of the configuration that it was known to serve until now; null when none was
     */
    public record Change(boolean matters, String hashBefore) {}

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
     * @return how that differs from what was known of it: nothing, after too long a silence
     */
    public Change report(RouterId router, RouterReport report) {
        Seen last = seen.put(router, new Seen(report, clock.instant()));
        if (last == null || expired(last)) {
            return new Change(true, null);
        }
        RouterReport before = last.report();
        boolean same = Objects.equals(before.configHash(), report.configHash())
                && Objects.equals(before.problem(), report.problem())
                && Objects.equals(before.store(), report.store());
        return new Change(!same, before.configHash());
    }

    /**
     * What the routers of a gateway serve.
     *
     * @param gateway the gateway
     * @return hashes of their configurations, as far as they are known
     */
    public Set<String> hashes(GatewayId gateway) {
        return seen.entrySet().stream()
                .filter(entry -> entry.getKey().gateway().equals(gateway))
                .map(entry -> entry.getValue().report().configHash())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
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
