package dev.cortexllm.operator.gateway;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMGatewayStatus;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.config.ConfigException;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.Shutdown;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Published;
import dev.cortexllm.operator.compilation.Readings;
import dev.cortexllm.operator.gateway.desired.Guarded;
import dev.cortexllm.operator.gateway.desired.RouterSettings;
import dev.cortexllm.operator.status.Conditions;
import dev.cortexllm.operator.status.ErrorStatus;
import dev.cortexllm.operator.status.GatewayFacts;
import dev.cortexllm.operator.status.GatewayStatuses;
import dev.cortexllm.operator.status.StatusWriter;
import dev.cortexllm.operator.watch.Children;
import dev.cortexllm.operator.watch.Nudge;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reconciles a gateway: compile what it serves, publish that, run the routers, say how far they are.
 *
 * <p>The framework runs it once at a time per gateway, at once for the first event and then at most every fifty
 * milliseconds (see the rate limit where it is registered): that is the debounce of compilations.
 */
@ControllerConfiguration(name = "llmgateway")
public final class LLMGatewayReconciler implements Reconciler<LLMGateway> {
    private final GatewayCompilation compiling;
    private final ConfigPublisher publisher;
    private final RouterChildren routers;
    private final SidecarLinks sidecars;
    private final GatewayBoard board;
    private final RouterFacts facts;
    private final String routerImage;
    private final StatusWriter<LLMGatewayStatus, LLMGateway> statuses;
    private final Nudge<LLMGateway> nudge;
    private final Clock clock;
    private final Shutdown shutdown;

    private Children<LLMGateway> children;
    private GatewayInputs inputs;

    /**
     * @param compiling compiles what a gateway serves
     * @param applier writes children
     * @param link where routers find the operator
     * @param board where the outcome is posted
     * @param facts gathers what the status speaks of
     * @param routerImage router image where a spec names none
     * @param statuses writes the status
     * @param nudge wakes this reconciler when a router pod changes or reports something new
     * @param clock for the times of conditions
     * @param shutdown ends all writing
     */
    public LLMGatewayReconciler(
            GatewayCompilation compiling,
            Applier applier,
            Supplier<LinkAddress> link,
            GatewayBoard board,
            RouterFacts facts,
            String routerImage,
            StatusWriter<LLMGatewayStatus, LLMGateway> statuses,
            Nudge<LLMGateway> nudge,
            Clock clock,
            Shutdown shutdown) {
        this.compiling = compiling;
        this.publisher = new ConfigPublisher(applier, link);
        this.routers = new RouterChildren(applier);
        this.sidecars = new SidecarLinks(applier, link);
        this.board = board;
        this.facts = facts;
        this.routerImage = routerImage;
        this.statuses = statuses;
        this.nudge = nudge;
        this.clock = clock;
        this.shutdown = shutdown;
    }

    @Override
    public List<EventSource<?, LLMGateway>> prepareEventSources(EventSourceContext<LLMGateway> context) {
        children = Children.watch(
                context,
                List.of(
                        Secret.class,
                        ConfigMap.class,
                        Deployment.class,
                        Service.class,
                        ServiceAccount.class,
                        PodDisruptionBudget.class,
                        NetworkPolicy.class));
        inputs = new GatewayInputs(context);
        List<EventSource<?, LLMGateway>> sources = new ArrayList<>(children.sources());
        sources.addAll(inputs.sources());
        sources.add(nudge.source());
        return sources;
    }

    @Override
    public UpdateControl<LLMGateway> reconcile(LLMGateway gateway, Context<LLMGateway> context) {
        GatewayId id = GatewayId.of(gateway);
        RouterSettings settings = new RouterSettings(Owner.of(gateway), gateway.getSpec(), routerImage);
        Resources resources = inputs.resources(gateway);
        Compilation compilation = SidecarKeys.admit(
                compiling.run(id, resources, publisher.secrets(settings.owner(), children)), settings.sidecars());
        if (shutdown.begun()) {
            return UpdateControl.noUpdate();
        }
        boolean accepted = compilation
                .verdicts()
                .get(Readings.id(Kind.LLMGateway, gateway))
                .accepted()
                .ok();
        List<ChildFailure> failures = new ArrayList<>();
        if (accepted) {
            guard(settings, compilation).ifPresent(failures::add);
        }
        Optional<String> problem = publish(settings.owner(), compilation, resources, failures);
        if (accepted) {
            failures.addAll(routers.apply(settings, children));
            sidecars.bring(settings, children).ifPresent(failures::add);
            board.find(id)
                    .ifPresent(
                            served -> board.postSidecars(id, SidecarConfigs.of(served, settings, facts.url(settings))));
        }
        GatewayFacts found = facts.of(
                settings,
                compilation,
                problem,
                failures,
                children,
                gateway.getStatus() == null ? null : gateway.getStatus().budgets());
        statuses.write(
                gateway,
                GatewayStatuses.of(
                        found, gateway.getStatus(), gateway.getMetadata().getGeneration(), clock),
                context);
        return facts.reschedule(found, failures);
    }

    @Override
    public ErrorStatusUpdateControl<LLMGateway> updateErrorStatus(
            LLMGateway gateway, Context<LLMGateway> context, Exception failure) {
        if (ErrorStatus.worthTelling(context)) {
            statuses.write(gateway, failed(gateway, ErrorStatus.sentence(failure)), context);
            board.stall(GatewayId.of(gateway));
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private Optional<ChildFailure> guard(RouterSettings settings, Compilation compilation) {
        Guarded wanted = Guarded.by(compilation.bundle().config());
        boolean everywhere =
                facts.everywhere(settings.owner(), compilation.bundle().hash());
        return routers.guard(settings, wanted, everywhere, children);
    }

    /** Secrets first, then the link: what routers are told is what they find when they start anew. */
    private Optional<String> publish(
            Owner owner, Compilation compilation, Resources resources, List<ChildFailure> failures) {
        GatewayId id = new GatewayId(owner.namespace(), owner.name());
        Optional<Published> before = board.find(id);
        Optional<String> problem;
        try {
            Published next = Published.of(compilation, resources, before);
            Optional<ChildFailure> failure = publisher.publish(owner, next.files(), children);
            if (failure.isEmpty()) {
                board.post(id, next);
                return Optional.empty();
            }
            failures.add(failure.get());
            problem = failure.map(ChildFailure::message);
        } catch (ConfigException tooLarge) {
            problem = Optional.of(tooLarge.getMessage());
        }
        before.ifPresentOrElse(
                served -> board.post(id, served.judgedBy(compilation, resources)), () -> board.stall(id));
        return problem;
    }

    private LLMGatewayStatus failed(LLMGateway gateway, String message) {
        LLMGatewayStatus before = gateway.getStatus();
        long generation = gateway.getMetadata().getGeneration();
        return before == null
                ? new LLMGatewayStatus(
                        generation,
                        Conditions.failed(null, generation, message, clock),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                : new LLMGatewayStatus(
                        generation,
                        Conditions.failed(before.conditions(), generation, message, clock),
                        before.replicas(),
                        before.selector(),
                        before.programmed(),
                        before.policies(),
                        before.configHash(),
                        before.url(),
                        before.budgets());
    }
}
