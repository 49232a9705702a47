package dev.cortexllm.operator.gateway;

import dev.cortexllm.api.v1alpha1.BudgetStatus;
import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.budget.BudgetDisplay;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.gateway.desired.RouterService;
import dev.cortexllm.operator.gateway.desired.RouterSettings;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.RouterRegistry;
import dev.cortexllm.operator.status.GatewayFacts;
import dev.cortexllm.operator.status.RouterFact;
import dev.cortexllm.operator.watch.Children;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Gathers what a gateway's status speaks of. */
public final class RouterFacts {
    /** After this time a child that somebody else stands in the way of is tried again: nothing tells when it goes. */
    private static final Duration OBSTACLE_RETRY = Duration.ofSeconds(10);

    private final PodWatch pods;
    private final RouterRegistry registry;
    private final BudgetDisplay budgets;
    private final String clusterDomain;

    /**
     * @param pods the router pods
     * @param registry what routers report
     * @param budgets what is spent
     * @param clusterDomain DNS domain of the cluster
     */
    public RouterFacts(PodWatch pods, RouterRegistry registry, BudgetDisplay budgets, String clusterDomain) {
        this.pods = pods;
        this.registry = registry;
        this.budgets = budgets;
        this.clusterDomain = clusterDomain;
    }

    GatewayFacts of(
            RouterSettings settings,
            Compilation compilation,
            Optional<String> problem,
            List<ChildFailure> failures,
            Children<LLMGateway> children,
            List<BudgetStatus> shown) {
        Owner owner = settings.owner();
        ResourceId id = new ResourceId(Kind.LLMGateway, owner.namespace(), owner.name());
        RouterConfig.Settings served = compilation.bundle().config().settings();
        return new GatewayFacts(
                compilation.verdicts().get(id),
                compilation.bundle().hash(),
                problem.orElse(null),
                compilation.bundle().config().policies().size(),
                failures,
                routers(owner),
                settings.spec().replicas(),
                existing(owner, children),
                registry.settled(),
                Labels.selectorText(owner.name(), Labels.ROUTER),
                RouterService.url(settings, clusterDomain),
                keys(served.clients()),
                served.redis() != null,
                budgets.of(id, shown));
    }

    /** Whether every router that there is serves a configuration. */
    boolean everywhere(Owner owner, String hash) {
        return routers(owner).stream().allMatch(router -> hash.equals(router.hash()));
    }

    private static Integer keys(Clients clients) {
        return clients == null ? null : clients.keys().size();
    }

    UpdateControl<LLMGateway> reschedule(GatewayFacts judged, List<ChildFailure> failures) {
        UpdateControl<LLMGateway> control = UpdateControl.noUpdate();
        if (!failures.isEmpty()) {
            return control.rescheduleAfter(OBSTACLE_RETRY);
        }
        return judged.settled() ? control : control.rescheduleAfter(registry.untilSettled());
    }

    private List<RouterFact> routers(Owner owner) {
        GatewayId gateway = new GatewayId(owner.namespace(), owner.name());
        return pods.pods(owner.namespace(), owner.name(), Labels.ROUTER).stream()
                .filter(PodState::live)
                .map(pod -> router(gateway, pod))
                .sorted(Comparator.comparing(RouterFact::pod))
                .toList();
    }

    private RouterFact router(GatewayId gateway, Pod pod) {
        String name = pod.getMetadata().getName();
        Optional<RouterReport> report = registry.latest(new RouterId(gateway, name));
        return new RouterFact(
                name,
                report.map(RouterReport::configHash).orElse(null),
                report.map(RouterReport::problem).orElse(null),
                report.map(RouterReport::store).orElse(null));
    }

    private static int existing(Owner owner, Children<LLMGateway> children) {
        return children.find(Deployment.class, owner.namespace(), RouterNames.router(owner.name()))
                .map(Deployment::getStatus)
                .map(status -> status.getReplicas())
                .orElse(0);
    }

    /** Where clients in the cluster reach a gateway. */
    String url(RouterSettings settings) {
        return RouterService.url(settings, clusterDomain);
    }
}
