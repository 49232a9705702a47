package dev.cortexllm.operator.scale;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.Demand;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.RouterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What routers have told of the load of each model deployment lately. What is older than {@link RouterRegistry#EXPIRY} does not
 * count. Safe for any thread.
 */
public final class LoadBook implements EngineLoads {
    /** Silence after which a router's counters are forgotten; when it comes back they are a beginning and no demand. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private record Told(Demand demand, String incarnation, Instant at) {}

    private static final class Page {
        private final Map<RouterId, Told> byRouter = new HashMap<>();
        private Instant asked;
    }

    private final Clock clock;
    private final Map<String, Page> pages = new HashMap<>();

    /**
     * @param clock for the age of what was told
     */
    public LoadBook(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes a report.
     *
     * @param router who reports
     * @param report what it says
     * @param older whether the router's process may be older than this one: what it has counted before it first told is past
     * @param served whether the router's gateway serves a deployment, by id; of others it has nothing to say, or whoever runs
     *     one gateway could have everybody's models started
     * @return the deployments that have been asked for since that router told before, by id
     */
    public synchronized Set<String> report(
            RouterId router, RouterReport report, boolean older, Predicate<String> served) {
        Set<String> asked = new HashSet<>();
        if (report.demand() == null) {
            return asked;
        }
        Instant now = clock.instant();
        report.demand().forEach((id, demand) -> {
            if (demand == null || !served.test(id)) {
                return;
            }
            Page page = pages.computeIfAbsent(id, i -> new Page());
            Told before = page.byRouter.put(router, new Told(demand, report.incarnation(), now));
            if (demand.waiting() > 0 || risen(before, demand, report.incarnation(), older)) {
                page.asked = now;
                asked.add(id);
            }
        });
        return asked;
    }

    private static boolean risen(Told before, Demand demand, String incarnation, boolean older) {
        if (before == null) {
            return !older && demand.asked() > 0;
        }
        boolean same = Objects.equals(before.incarnation(), incarnation);
        return demand.asked() > (same ? before.demand().asked() : 0);
    }

    /**
     * The load of a deployment.
     *
     * @param id its id, {@code deployment/namespace/name}
     * @return empty when no router has told of it lately
     */
    public synchronized Optional<Load> load(String id) {
        List<Demand> fresh = fresh(id);
        return fresh.isEmpty() ? Optional.empty() : Optional.of(Load.of(fresh));
    }

    /** The loads that are known, by id of the deployment. */
    public synchronized Map<String, Load> all() {
        Map<String, Load> all = new HashMap<>();
        pages.keySet().forEach(id -> load(id).ifPresent(load -> all.put(id, load)));
        return all;
    }

    /**
     * When a deployment was asked for last, as far as this process has heard.
     *
     * @param id its id
     * @return empty: never
     */
    public synchronized Optional<Instant> asked(String id) {
        return Optional.ofNullable(pages.get(id)).map(page -> page.asked);
    }

    @Override
    public synchronized Map<String, Double> of(String namespace, String deployment) {
        return load(id(namespace, deployment)).map(Load::pods).orElse(Map.of());
    }

    /** Forgets routers and deployments that nobody has told of for long. */
    public synchronized void expire() {
        Instant before = clock.instant().minus(FORGOTTEN_AFTER);
        pages.values().forEach(page -> page.byRouter.values().removeIf(told -> told.at()
                .isBefore(before)));
        pages.values().removeIf(page -> page.byRouter.isEmpty());
    }

    /**
     * Id of a deployment, as routers know it.
     *
     * @param namespace its namespace
     * @param name its name
     * @return the id
     */
    public static String id(String namespace, String name) {
        return "deployment/" + namespace + "/" + name;
    }

    private List<Demand> fresh(String id) {
        Page page = pages.get(id);
        if (page == null) {
            return List.of();
        }
        Instant oldest = clock.instant().minus(RouterRegistry.EXPIRY);
        return page.byRouter.values().stream()
                .filter(told -> !told.at().isBefore(oldest))
                .map(Told::demand)
                .toList();
    }
}
