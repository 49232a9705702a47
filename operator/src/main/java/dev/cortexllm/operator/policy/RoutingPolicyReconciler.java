package dev.cortexllm.operator.policy;

import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.api.v1alpha1.RoutingPolicyStatus;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.budget.BudgetDisplay;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Judge;
import dev.cortexllm.operator.compilation.Published;
import dev.cortexllm.operator.compilation.Readings;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.RouterRegistry;
import dev.cortexllm.operator.link.UsageLedger;
import dev.cortexllm.operator.status.Conditions;
import dev.cortexllm.operator.status.ErrorStatus;
import dev.cortexllm.operator.status.PolicyFacts;
import dev.cortexllm.operator.status.PolicyStatuses;
import dev.cortexllm.operator.status.StatusWriter;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reconciles a policy: take the verdicts of the gateways that select it, see how far their routers are, count the targets
 * that can serve, say so. It writes nothing but the status.
 */
@ControllerConfiguration(name = "routingpolicy")
public final class RoutingPolicyReconciler implements Reconciler<RoutingPolicy> {
    /** Time after which gateways are asked again whether they have compiled a policy. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final GatewayBoard board;
    private final Judge judge;
    private final RouterRegistry registry;
    private final PodWatch pods;
    private final UsageLedger ledger;
    private final UsageDisplay usage;
    private final BudgetDisplay budgets;
    private final StatusWriter<RoutingPolicyStatus, RoutingPolicy> statuses;
    private final Nudge<RoutingPolicy> nudge;
    private final Clock clock;

    private PolicyInputs inputs;

    /**
     * @param board what gateways serve
     * @param judge judges a policy that no gateway selects
     * @param registry what routers report
     * @param pods the router pods
     * @param ledger what policies have cost
     * @param usage what of that is shown
     * @param budgets what is spent of budgets
     * @param statuses writes the status
     * @param nudge wakes this reconciler after compilations and reports
     * @param clock for the times of conditions
     */
    public RoutingPolicyReconciler(
            GatewayBoard board,
            Judge judge,
            RouterRegistry registry,
            PodWatch pods,
            UsageLedger ledger,
            UsageDisplay usage,
            BudgetDisplay budgets,
            StatusWriter<RoutingPolicyStatus, RoutingPolicy> statuses,
            Nudge<RoutingPolicy> nudge,
            Clock clock) {
        this.board = board;
        this.judge = judge;
        this.registry = registry;
        this.pods = pods;
        this.ledger = ledger;
        this.usage = usage;
        this.budgets = budgets;
        this.statuses = statuses;
        this.nudge = nudge;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, RoutingPolicy>> prepareEventSources(EventSourceContext<RoutingPolicy> context) {
        inputs = new PolicyInputs(context);
        List<EventSource<?, RoutingPolicy>> sources = new ArrayList<>(inputs.sources());
        sources.add(nudge.source());
        return sources;
    }

    @Override
    public UpdateControl<RoutingPolicy> reconcile(RoutingPolicy policy, Context<RoutingPolicy> context) {
        Set<GatewayId> gateways = inputs.gateways();
        board.retain(gateways);
        if (!judged(policy, gateways)) {
            // The compilation that reads it wakes this reconciler; that none can be published is to be asked for.
            return UpdateControl.<RoutingPolicy>noUpdate().rescheduleAfter(AGAIN);
        }
        PolicyFacts facts = facts(policy, gateways);
        statuses.write(
                policy,
                PolicyStatuses.of(
                        facts, policy.getStatus(), policy.getMetadata().getGeneration(), clock),
                context);
        // As the status was judged, not as it is by now: nobody else would wake a policy again for that.
        return facts.settled()
                ? UpdateControl.noUpdate()
                : UpdateControl.<RoutingPolicy>noUpdate().rescheduleAfter(registry.untilSettled());
    }

    @Override
    public ErrorStatusUpdateControl<RoutingPolicy> updateErrorStatus(
            RoutingPolicy policy, Context<RoutingPolicy> context, Exception failure) {
        if (ErrorStatus.worthTelling(context)) {
            RoutingPolicyStatus before = policy.getStatus();
            long generation = policy.getMetadata().getGeneration();
            statuses.write(
                    policy,
                    new RoutingPolicyStatus(
                            generation,
                            Conditions.failed(
                                    before == null ? null : before.conditions(),
                                    generation,
                                    ErrorStatus.sentence(failure),
                                    clock),
                            before == null ? null : before.targetsReady(),
                            before == null ? null : before.shareLocal(),
                            before == null ? null : before.spendToday(),
                            before == null ? null : before.budgets()),
                    context);
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private PolicyFacts facts(RoutingPolicy policy, Set<GatewayId> gateways) {
        String id = id(policy);
        ledger.carryOn(id, SpendCarryOver.microUsdToday(policy, clock));
        UsageDisplay.Shown shown = usage.of(id);
        List<GatewayId> selecting = gateways.stream()
                .filter(gateway -> selects(gateway, policy))
                .sorted(GatewayId.ORDER)
                .toList();
        return new PolicyFacts(
                verdict(policy, selecting),
                selecting.stream().map(gateway -> serving(gateway, policy)).toList(),
                board.stalled().stream()
                        .filter(gateways::contains)
                        .sorted(GatewayId.ORDER)
                        .map(GatewayId::toString)
                        .toList(),
                inputs.targetsReady(policy),
                policy.getSpec().targets().size(),
                shown.shareLocal(),
                shown.spendToday(),
                registry.settled(),
                budgets.of(
                        Readings.id(Kind.RoutingPolicy, policy),
                        policy.getStatus() == null ? null : policy.getStatus().budgets()));
    }

    private Verdict verdict(RoutingPolicy policy, List<GatewayId> selecting) {
        if (selecting.isEmpty()) {
            return judge.policy(
                    Readings.of(Kind.RoutingPolicy, policy),
                    inputs.providers().stream()
                            .map(p -> Readings.of(Kind.LLMProvider, p))
                            .toList(),
                    inputs.deployments().stream()
                            .map(d -> Readings.of(Kind.ModelDeployment, d))
                            .toList());
        }
        return PolicyVerdicts.sum(selecting.stream()
                .flatMap(gateway -> board.find(gateway).stream())
                .flatMap(published -> published.verdict(namespace(policy), name(policy)).stream())
                .toList());
    }

    private PolicyFacts.Serving serving(GatewayId gateway, RoutingPolicy policy) {
        Published published = board.find(gateway).orElseThrow();
        long generation = policy.getMetadata().getGeneration();
        List<String> live = pods.pods(gateway.namespace(), gateway.name(), Labels.ROUTER).stream()
                .filter(PodState::live)
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
        List<String> laggards = live.stream()
                .filter(pod -> !published.holds(servedHash(gateway, pod), id(policy), generation))
                .toList();
        return new PolicyFacts.Serving(
                gateway.toString(),
                published.holds(published.bundle().hash(), id(policy), generation),
                laggards,
                live.size());
    }

    private String servedHash(GatewayId gateway, String pod) {
        return registry.latest(new RouterId(gateway, pod))
                .map(report -> report.configHash())
                .orElse(null);
    }

    private boolean selects(GatewayId gateway, RoutingPolicy policy) {
        return board.find(gateway)
                .flatMap(published -> published.verdict(namespace(policy), name(policy)))
                .isPresent();
    }

    /** Whether the gateways that can have compiled this generation of the policy; if not, they are about to. */
    private boolean judged(RoutingPolicy policy, Set<GatewayId> gateways) {
        long generation = policy.getMetadata().getGeneration();
        Set<GatewayId> stalled = board.stalled();
        return gateways.stream().filter(gateway -> !stalled.contains(gateway)).allMatch(gateway -> board.find(gateway)
                .filter(published -> published.hasRead(namespace(policy), name(policy), generation))
                .isPresent());
    }

    private static String id(RoutingPolicy policy) {
        return namespace(policy) + "/" + name(policy);
    }

    private static String namespace(RoutingPolicy policy) {
        return policy.getMetadata().getNamespace();
    }

    private static String name(RoutingPolicy policy) {
        return policy.getMetadata().getName();
    }
}
