package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.budget.BudgetReports;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.PolicyChanges;
import dev.cortexllm.operator.compilation.Published;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.RouterRegistry;
import dev.cortexllm.operator.link.UsageLedger;
import dev.cortexllm.operator.policy.UsageDisplay;
import dev.cortexllm.operator.scale.LoadBook;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Who is woken when something happens that no watch of a reconciler shows: pods, reports, silence, the clock. */
final class Wakeups {
    private final GatewayBoard board;
    private final RouterRegistry registry;
    private final UsageLedger ledger;
    private final UsageDisplay usage;
    private final BudgetReports budgets;
    private final LoadBook loads;
    private final PodWatch pods;
    private final Clock clock;
    /** Names of the live router pods; written by the one thread that tells of pods in a namespace. */
    private final Map<GatewayId, Set<String>> routers = new ConcurrentHashMap<>();

    private volatile Instant began;
    private volatile Consumer<Set<String>> asked = deployments -> {};
    private final Nudge<LLMGateway> gateways = new Nudge<>();
    private final Nudge<RoutingPolicy> policies = new Nudge<>();
    private final Nudge<ModelDeployment> models = new Nudge<>();
    private final Nudge<LLMProvider> providers = new Nudge<>();

    Wakeups(
            GatewayBoard board,
            RouterRegistry registry,
            UsageLedger ledger,
            UsageDisplay usage,
            BudgetReports budgets,
            LoadBook loads,
            PodWatch pods,
            Clock clock) {
        this.board = board;
        this.registry = registry;
        this.ledger = ledger;
        this.usage = usage;
        this.budgets = budgets;
        this.loads = loads;
        this.pods = pods;
        this.clock = clock;
        begin();
        pods.listen(this::podChanged);
        board.listen(this::posted);
    }

    Nudge<LLMGateway> gateways() {
        return gateways;
    }

    Nudge<RoutingPolicy> policies() {
        return policies;
    }

    Nudge<ModelDeployment> models() {
        return models;
    }

    Nudge<LLMProvider> providers() {
        return providers;
    }

    /** This process leads from now on. */
    void begin() {
        began = clock.instant();
        registry.begin();
    }

    /** Names who is told at once of the deployments, by id, that somebody asks for; it must not block. */
    void whenAsked(Consumer<Set<String>> listener) {
        asked = listener;
    }

    /** A router reports. */
    void report(RouterId router, RouterReport report) {
        Optional<Published> published = board.find(router.gateway());
        boolean older = olderThanThis(router);
        ledger.report(router, report, older, policy -> published
                .filter(served -> served.remembers(policy))
                .isPresent());
        published.ifPresent(
                served -> budgets.report(router, report, served.bundle().config()));
        served(router.gateway(), registry.report(router, report), report.configHash());
        Set<String> served = published.map(Wakeups::deployments).orElse(Set.of());
        asked.accept(loads.report(router, report, older, served::contains));
    }

    private static Set<String> deployments(Published published) {
        return published.bundle().config().upstreams().stream()
                .filter(Upstream::local)
                .map(Upstream::id)
                .collect(Collectors.toSet());
    }

    /** A second has passed. */
    void tick() {
        registry.expire().forEach(this::changed);
        usage.due().forEach(id -> {
            String[] parts = id.split("/", 2);
            policies.wake(parts[0], parts[1]);
        });
        budgets.due().forEach(this::wake);
    }

    private void wake(ResourceId resource) {
        switch (resource.kind()) {
            case LLMGateway -> gateways.wake(resource.namespace(), resource.name());
            case LLMProvider -> providers.wake(resource.namespace(), resource.name());
            case RoutingPolicy -> policies.wake(resource.namespace(), resource.name());
            default -> {}
        }
    }

    /** A router has come, gone or fallen silent: that concerns all policies. */
    private void changed(GatewayId gateway) {
        gateways.wake(gateway.namespace(), gateway.name());
        board.find(gateway)
                .ifPresent(published -> wakeAll(published.read().policies().keySet()));
    }

    private void served(GatewayId gateway, RouterRegistry.Change change, String now) {
        if (change.matters()) {
            gateways.wake(gateway.namespace(), gateway.name());
            // What is posted is looked at after the registry knows: of a posting meanwhile, one of the two sees the
            // other.
            board.find(gateway)
                    .ifPresent(published -> wakeAll(PolicyChanges.reported(published, change.hashBefore(), now)));
        }
    }

    private void posted(GatewayId gateway, Optional<Published> before) {
        board.find(gateway)
                .ifPresent(now ->
                        wakeAll(before.map(earlier -> PolicyChanges.posted(earlier, now, registry.hashes(gateway)))
                                .orElse(now.read().policies().keySet())));
    }

    private void wakeAll(Set<ResourceId> changed) {
        changed.forEach(id -> policies.wake(id.namespace(), id.name()));
    }

    private void podChanged(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        String component = pod.getMetadata().getLabels().get(Labels.COMPONENT);
        if (Labels.ENGINE.equals(component) || Labels.LOADER.equals(component)) {
            models.wake(namespace, Labels.ownerName(pod));
        } else if (Labels.ROUTER.equals(component)) {
            routerPodChanged(new GatewayId(namespace, Labels.ownerName(pod)));
        }
    }

    /** Of a router's pod, policies tell no more than that it is there. */
    private void routerPodChanged(GatewayId gateway) {
        Set<String> live = pods.pods(gateway.namespace(), gateway.name(), Labels.ROUTER).stream()
                .filter(PodState::live)
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
        Set<String> before = live.isEmpty() ? routers.remove(gateway) : routers.put(gateway, live);
        if (live.equals(before)) {
            gateways.wake(gateway.namespace(), gateway.name());
        } else {
            changed(gateway);
        }
    }

    /** Whether a router's container was running before this process led; unknown counts as yes, lest usage count twice. */
    private boolean olderThanThis(RouterId router) {
        return pods.pods(router.gateway().namespace(), router.gateway().name(), Labels.ROUTER).stream()
                .filter(pod -> pod.getMetadata().getName().equals(router.pod()))
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getState() != null && status.getState().getRunning() != null)
                .map(status -> Instant.parse(status.getState().getRunning().getStartedAt()))
                .noneMatch(running -> running.isAfter(began));
    }
}
