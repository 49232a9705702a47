package dev.cortexllm.operator.model;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.compilation.Judge;
import dev.cortexllm.operator.compilation.Readings;
import dev.cortexllm.operator.model.desired.EnginePod;
import dev.cortexllm.operator.model.desired.EngineService;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.model.desired.EngineWorkload;
import dev.cortexllm.operator.model.desired.TemplateMisfit;
import dev.cortexllm.operator.status.Conditions;
import dev.cortexllm.operator.status.DeploymentFacts;
import dev.cortexllm.operator.status.DeploymentStatuses;
import dev.cortexllm.operator.status.ErrorStatus;
import dev.cortexllm.operator.status.GroupFacts;
import dev.cortexllm.operator.status.StatusWriter;
import dev.cortexllm.operator.watch.Children;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.OptionalKind;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import dev.cortexllm.operator.watch.References;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reconciles a model deployment: judge the spec, apply workload and Service, say how the engine pods are. */
@ControllerConfiguration(name = "modeldeployment")
public final class ModelDeploymentReconciler implements Reconciler<ModelDeployment> {
    /** After this time a child that somebody else stands in the way of is tried again: nothing tells when it goes. */
    private static final Duration OBSTACLE_RETRY = Duration.ofSeconds(10);

    private final Judge judge;
    private final Applier applier;
    private final PodWatch pods;
    private final OptionalKind<LeaderWorkerSet> groups;
    private final StatusWriter<ModelDeploymentStatus, ModelDeployment> statuses;
    private final Nudge<ModelDeployment> nudge;
    private final Clock clock;

    private Children<ModelDeployment> children;
    private InformerEventSource<Secret, ModelDeployment> credentials;

    /**
     * @param judge says whether a spec makes sense
     * @param applier writes children
     * @param pods the engine pods
     * @param groups the sets of engines that take several nodes each, where the cluster has such
     * @param statuses writes the status
     * @param nudge wakes this reconciler when a pod changes
     * @param clock for the times of conditions
     */
    public ModelDeploymentReconciler(
            Judge judge,
            Applier applier,
            PodWatch pods,
            OptionalKind<LeaderWorkerSet> groups,
            StatusWriter<ModelDeploymentStatus, ModelDeployment> statuses,
            Nudge<ModelDeployment> nudge,
            Clock clock) {
        this.judge = judge;
        this.applier = applier;
        this.pods = pods;
        this.groups = groups;
        this.statuses = statuses;
        this.nudge = nudge;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ModelDeployment>> prepareEventSources(EventSourceContext<ModelDeployment> context) {
        children = Children.watch(context, List.of(Deployment.class, Service.class));
        List<EventSource<?, ModelDeployment>> sources = new ArrayList<>(children.sources());
        sources.add(nudge.source());
        credentials = References.toCredentials(
                context, secret -> References.primaries(context, model -> names(model, secret)));
        sources.add(credentials);
        groups.listen(set -> Owner.controller(set)
                .ifPresent(owner -> nudge.wake(set.getMetadata().getNamespace(), owner)));
        groups.whenChanged(() -> References.primaries(context, model -> true)
                .forEach(id -> nudge.wake(id.getNamespace().orElseThrow(), id.getName())));
        return sources;
    }

    @Override
    public UpdateControl<ModelDeployment> reconcile(ModelDeployment model, Context<ModelDeployment> context) {
        EngineSettings settings = new EngineSettings(Owner.of(model), model.getSpec());
        Verdict verdict = judge.deployment(
                Readings.of(Kind.ModelDeployment, model),
                Readings.secrets(credentials.list(model.getMetadata().getNamespace(), secret -> names(model, secret))));
        // A Secret without the label is none that a pod may be given; what runs already stays as it is.
        boolean sensible = verdict.accepted().ok() && verdict.resolvedRefs().ok();
        List<ChildFailure> failures = sensible ? apply(settings) : List.of();
        statuses.write(
                model,
                DeploymentStatuses.of(
                        facts(settings, verdict, failures),
                        model.getStatus(),
                        model.getMetadata().getGeneration(),
                        clock),
                context);
        return failures.isEmpty()
                ? UpdateControl.noUpdate()
                : UpdateControl.<ModelDeployment>noUpdate().rescheduleAfter(OBSTACLE_RETRY);
    }

    @Override
    public ErrorStatusUpdateControl<ModelDeployment> updateErrorStatus(
            ModelDeployment model, Context<ModelDeployment> context, Exception failure) {
        if (ErrorStatus.worthTelling(context)) {
            statuses.write(model, failed(model, ErrorStatus.sentence(failure)), context);
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private static boolean names(ModelDeployment model, Secret secret) {
        ModelSource source = model.getSpec().model();
        return source != null
                && source.tokenSecretRef() != null
                && secret.getMetadata().getName().equals(source.tokenSecretRef().name())
                && secret.getMetadata()
                        .getNamespace()
                        .equals(model.getMetadata().getNamespace());
    }

    private List<ChildFailure> apply(EngineSettings settings) {
        HasMetadata workload;
        try {
            workload = EngineWorkload.desired(settings);
        } catch (TemplateMisfit e) {
            return List.of(new ChildFailure("Refused", e.getMessage()));
        }
        Owner owner = settings.owner();
        List<ChildFailure> failures = new ArrayList<>();
        HasMetadata service = EngineService.desired(settings);
        applier.apply(owner, service, children.find(service)).ifPresent(failures::add);
        if (workload instanceof LeaderWorkerSet set) {
            applyGroups(settings, set).ifPresent(failures::add);
            children.find(Deployment.class, owner.namespace(), settings.name())
                    .ifPresent(alone -> applier.delete(owner, alone));
        } else {
            applier.apply(owner, workload, children.find(workload)).ifPresent(failures::add);
            groups.find(owner.namespace(), ChildNames.group(owner.name())).ifPresent(set -> applier.delete(owner, set));
        }
        return failures;
    }

    private Optional<ChildFailure> applyGroups(EngineSettings settings, LeaderWorkerSet set) {
        if (groups.present()) {
            return applier.apply(
                    settings.owner(),
                    set,
                    groups.find(
                            set.getMetadata().getNamespace(), set.getMetadata().getName()));
        }
        return Optional.of(
                groups.refusal()
                        .map(why -> new ChildFailure("Forbidden", "LeaderWorkerSets cannot be watched: " + why))
                        .orElse(
                                new ChildFailure(
                                        "LeaderWorkerSetMissing",
                                        "a replica over " + settings.nodes() + " nodes needs LeaderWorkerSet v1 ("
                                                + LeaderWorkerSet.GROUP
                                                + "), which this cluster does not have; once it is installed, this goes on by itself")));
    }

    private DeploymentFacts facts(EngineSettings settings, Verdict verdict, List<ChildFailure> failures) {
        Owner owner = settings.owner();
        List<Pod> all = pods.pods(owner.namespace(), owner.name(), Labels.ENGINE);
        return new DeploymentFacts(
                verdict,
                failures,
                children.find(Deployment.class, owner.namespace(), settings.name()),
                all.stream().filter(PodState::live).toList(),
                settings.spec().replicas(),
                settings.gpus(),
                EnginePod.answeringText(settings),
                settings.nodes() == 1
                        ? GroupFacts.NONE
                        : new GroupFacts(
                                settings.nodes(),
                                groups.find(owner.namespace(), ChildNames.group(owner.name())),
                                all.stream().filter(PodState::terminating).toList()));
    }

    private ModelDeploymentStatus failed(ModelDeployment model, String message) {
        ModelDeploymentStatus before = model.getStatus();
        long generation = model.getMetadata().getGeneration();
        return before == null
                ? new ModelDeploymentStatus(
                        generation, Conditions.failed(null, generation, message, clock), null, null, null, null)
                : new ModelDeploymentStatus(
                        generation,
                        Conditions.failed(before.conditions(), generation, message, clock),
                        before.replicas(),
                        before.readyReplicas(),
                        before.selector(),
                        before.gpus());
    }
}
