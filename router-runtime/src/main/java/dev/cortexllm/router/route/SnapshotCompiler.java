package dev.cortexllm.router.route;

import dev.cortexllm.config.Clients;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.ConfigException;
import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RedisSettings;
import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.classify.Classifier;
import dev.cortexllm.router.identity.KeyRing;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.store.StoreAddress;
import dev.cortexllm.router.target.Address;
import dev.cortexllm.router.target.Balance;
import dev.cortexllm.router.target.Credentials;
import dev.cortexllm.router.target.Guard;
import dev.cortexllm.router.target.QueueWait;
import dev.cortexllm.router.target.TargetState;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.target.UpstreamEntry;
import dev.cortexllm.router.target.UpstreamState;
import dev.cortexllm.router.target.UpstreamState.Announced;
import dev.cortexllm.router.wire.Formats;
import dev.cortexllm.router.wire.chat.Format;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a {@link Snapshot} of a configuration, on a thread that may take its time. State of what is named before and
 * after is taken over, endpoints that the configuration itself knows are announced, state of what is gone is dropped.
 */
public final class SnapshotCompiler {
    private final TargetStates states;
    private final Meters meters;
    private final LongSupplier clock;
    private final Formats formats = Formats.load();
    /** Upstreams whose endpoints the last configuration named. */
    private final Set<String> pinned = new HashSet<>();

    private Classifier classifier;

    /**
     * @param states state of the process
     * @param meters meters of the process
     * @param clock monotonic nanoseconds, for gauges that tell of the present
     */
    public SnapshotCompiler(TargetStates states, Meters meters, LongSupplier clock) {
        this.states = states;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Compiles.
     *
     * @param bundle the configuration
     * @return its snapshot
     * @throws ConfigException when something in it is not usable; the sentence says what. Nothing was changed then
     */
    public Snapshot compile(ConfigBundle bundle) {
        Map<String, List<Announced>> announcements = new LinkedHashMap<>();
        Map<String, UpstreamEntry> upstreams = new LinkedHashMap<>();
        for (Upstream upstream : bundle.config().upstreams()) {
            announcements.put(upstream.id(), ownEndpoints(upstream));
            upstreams.put(upstream.id(), entry(upstream, bundle.secrets()));
        }
        Map<String, Route> byModel = new TreeMap<>();
        Set<TargetStates.Key> keys = new HashSet<>();
        Set<String> spillKeys = new HashSet<>();
        LimitEntry[] ofAll = LimitEntry.of(bundle.config().settings().limits(), meters);
        BudgetEntry[] budgetsOfAll = BudgetEntry.of(bundle.config().settings().budgets());
        for (Policy policy : bundle.config().policies()) {
            LimitEntry[] limits = LimitEntry.join(ofAll, LimitEntry.of(policy.limits(), meters));
            BudgetEntry[] budgets = BudgetEntry.join(budgetsOfAll, BudgetEntry.of(policy.budgets()));
            RouteBuilder builder = new RouteBuilder(policy, limits, budgets, upstreams, states, meters, clock);
            Route route = builder.build();
            keys.addAll(builder.keys());
            spillKeys.addAll(builder.spillKeys());
            policy.models().forEach(model -> byModel.put(model, route));
        }
        keys.forEach(key -> protect(key, upstreams.get(key.upstream()).config().resilience()));
        upstreams.values().forEach(entry -> entry.state().guard(Guard.of(entry.config())));
        upstreams.values().stream().filter(entry -> entry.config().local()).forEach(entry -> entry.state()
                .balance(Balance.of(entry.config()), meters.picks(entry.config().id())));
        announcements.forEach((id, endpoints) -> {
            if (!endpoints.isEmpty() || pinned.contains(id) && nobodyElseTells(upstreams.get(id))) {
                states.announce(id, endpoints);
            }
        });
        pinned.clear();
        announcements.forEach((id, endpoints) -> {
            if (!endpoints.isEmpty()) {
                pinned.add(id);
            }
        });
        states.retain(upstreams.keySet(), keys, spillKeys);
        states.retain(
                upstreams.values().stream()
                        .flatMap(entry -> entry.credentials().states().stream())
                        .collect(Collectors.toSet()),
                bundle.config().policies().stream().map(Policy::id).collect(Collectors.toSet()));
        meters.retainGauges(states.kept()::contains);
        List<String> models = List.copyOf(byModel.keySet());
        return new Snapshot(
                bundle.hash(),
                bundle.config().settings(),
                new HashMap<>(byModel),
                models,
                List.copyOf(upstreams.values()),
                store(bundle),
                limitKeys(bundle.config()),
                KeyRing.of(bundle.config().settings().clients(), bundle.digestKey(), meters),
                KeyRing.single("admin", bundle.config().settings().adminKey(), bundle.digestKey()),
                classifier(byModel.values()));
    }

    /** Loaded for the first rule that needs it, and kept; never when none does. */
    private Classifier classifier(Collection<Route> routes) {
        int judged = Needs.TASK | Needs.COMPLEXITY;
        if (routes.stream().noneMatch(route -> (route.needs() & judged) != 0)) {
            return null;
        }
        if (classifier == null) {
            classifier = Classifier.bundled();
        }
        return classifier;
    }

    private void protect(TargetStates.Key key, Resilience resilience) {
        TargetState target = states.target(key.upstream(), key.model());
        Resilience.Breaker breaker = resilience == null ? null : resilience.breaker();
        target.protect(breaker, clock);
        Tags tags = Tags.of("upstream", key.upstream(), "model", key.model());
        meters.gauge(
                "target.ttft.seconds",
                "Time to the first token of a target's streams lately",
                tags,
                target,
                one -> one.observed().ttftSeconds(clock.getAsLong()));
        meters.gauge(
                "target.tokens.per.second", "Pace of a target's answers lately", tags, target, one -> one.observed()
                        .tokensPerSecond(clock.getAsLong()));
        meters.gauge(
                "target.error.ratio",
                "Share of a target's attempts that failed lately",
                tags,
                target,
                one -> one.observed().errorRate(clock.getAsLong()));
        if (breaker != null) {
            meters.gauge(
                    "breaker.state",
                    "State of a target's circuit breaker: 0 closed, 1 half open, 2 open",
                    tags,
                    target,
                    one -> one.breaker() == null ? 0 : one.breaker().state());
        }
    }

    private static StoreAddress store(ConfigBundle bundle) {
        RedisSettings redis = bundle.config().settings().redis();
        if (redis == null) {
            return null;
        }
        String password = redis.credential() == null ? null : bundle.secrets().get(redis.credential());
        return new StoreAddress(redis, password == null ? null : password.strip());
    }

    private static Set<String> limitKeys(RouterConfig config) {
        Clients clients = config.settings().clients();
        return Stream.of(
                        Stream.ofNullable(config.settings().limits()),
                        clients == null
                                ? Stream.<List<Limit>>empty()
                                : clients.workspaces().stream().map(Clients.Workspace::limits),
                        config.upstreams().stream().map(Upstream::limits),
                        config.policies().stream().map(Policy::limits),
                        config.policies().stream()
                                .flatMap(policy -> policy.rules().stream())
                                .map(Policy.Rule::choosing)
                                .filter(Objects::nonNull)
                                .map(Policy.Choosing::limits))
                .flatMap(lists -> lists)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(Limit::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private UpstreamEntry entry(Upstream upstream, Map<String, String> secrets) {
        UpstreamState state = states.upstream(upstream.id());
        Tags tags = Tags.of("upstream", upstream.id());
        meters.gauge("upstream.in.flight", "Requests in an upstream", tags, state, UpstreamState::inFlight);
        if (upstream.local()) {
            meters.gauge(
                    "waiting",
                    "Requests meant for a deployment without a ready endpoint",
                    tags,
                    state,
                    one -> one.unmet().get());
            meters.gauge(
                    "endpoints.ejected",
                    "Endpoints that are left alone because they failed",
                    tags,
                    state,
                    one -> one.ejected(clock.getAsLong()));
            int concurrency = upstream.engine().concurrency();
            meters.gauge(
                    "queue.wait.seconds",
                    "Estimated wait in a deployment's queue",
                    tags,
                    state,
                    one -> QueueWait.seconds(one.endpoints(), concurrency, clock.getAsLong()));
        }
        Format format = formats.of(upstream.format());
        if (format == null) {
            throw new ConfigException(upstream.id() + " speaks " + upstream.format() + ", which this router does not");
        }
        Credentials credentials = Credentials.of(upstream, secrets, states, meters, clock);
        return UpstreamEntry.of(
                upstream,
                format,
                credentials,
                state,
                LimitEntry.of(upstream.limits(), meters),
                meters.full(upstream.id()));
    }

    /** Whether a deployment whose own endpoints are gone from the configuration has none: no operator and no DNS knows others. */
    private static boolean nobodyElseTells(UpstreamEntry entry) {
        return entry.config().engine() != null && entry.config().engine().headlessHost() == null;
    }

    /** A provider's one endpoint, a deployment's static ones; empty where somebody else announces them. */
    private static List<Announced> ownEndpoints(Upstream upstream) {
        if (upstream.engine() == null) {
            Address address = Address.of(upstream.baseUrl());
            return List.of(new Announced(address.host(), address, true));
        }
        List<Announced> endpoints = new ArrayList<>();
        List<String> urls = upstream.engine().staticEndpoints();
        for (String url : urls == null ? List.<String>of() : urls) {
            Address given = Address.of(url);
            String path = given.path().isEmpty() ? Address.pathOf(upstream.baseUrl()) : given.path();
            Address address = new Address(given.host(), given.port(), given.tls(), path);
            endpoints.add(new Announced(address.host() + ":" + address.port(), address, true));
        }
        return endpoints;
    }
}
