package dev.cortexllm.operator.model;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.engine.StartupBudget;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.compilation.Judge;
import dev.cortexllm.operator.compilation.Readings;
import dev.cortexllm.operator.model.desired.EngineDisruptionBudget;
import dev.cortexllm.operator.model.desired.EnginePod;
import dev.cortexllm.operator.model.desired.EngineService;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.model.desired.EngineWorkload;
import dev.cortexllm.operator.model.desired.PinnedWorkload;
import dev.cortexllm.operator.model.desired.SpecHash;
import dev.cortexllm.operator.model.desired.TemplateMisfit;
import dev.cortexllm.operator.model.desired.TemplatePin;
import dev.cortexllm.operator.scale.ScalerChoice;
import dev.cortexllm.operator.scale.Scaling;
import dev.cortexllm.operator.status.CacheFacts;
import dev.cortexllm.operator.status.Conditions;
import dev.cortexllm.operator.status.DeploymentFacts;
import dev.cortexllm.operator.status.DeploymentStatuses;
import dev.cortexllm.operator.status.EngineFact;
import dev.cortexllm.operator.status.ErrorStatus;
import dev.cortexllm.operator.status.GroupFacts;
import dev.cortexllm.operator.status.ScalingFacts;
import dev.cortexllm.operator.status.StatusWriter;
import dev.cortexllm.operator.status.TemplateFact;
import dev.cortexllm.operator.watch.Children;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.OptionalKind;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import dev.cortexllm.operator.watch.Primaries;
import dev.cortexllm.operator.watch.References;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reconciles a model deployment: judge the spec, apply workload and Service, say how the engine pods are. */
@ControllerConfiguration(name = "modeldeployment")
public final class ModelDeploymentReconciler implements Reconciler<ModelDeployment> {
    /** After this time a child that somebody else stands in the way of is tried again: nothing tells when it goes. */
    private static final Duration OBSTACLE_RETRY = Duration.ofSeconds(10);

    private final Judge judge;
    private final Applier applier;
    private final PodWatch pods;
    private final ScaleIn scaleIn;
    private final OptionalKind<LeaderWorkerSet> groups;
    private final StatusWriter<ModelDeploymentStatus, ModelDeployment> statuses;
    private final Scaling scaling;
    private final ScaledObjects scaledObjects;
    private final Primaries<ModelDeployment> primaries;
    private final Nudge<ModelDeployment> nudge;
    private final CacheWork caches;
    private final Clock clock;
    private final LoadTimes loadTimes = new LoadTimes();

    private Children<ModelDeployment> children;
    private InformerEventSource<Secret, ModelDeployment> credentials;

    /**
     * @param judge says whether a spec makes sense
     * @param applier writes children
     * @param pods the engine pods
     * @param scaleIn chooses which pods go first
     * @param groups the sets of engines that take several nodes each, where the cluster has such
     * @param scaling who sets the number of replicas
     * @param primaries gets hold of this controller's cache
     * @param statuses writes the status
     * @param nudge wakes this reconciler when a pod changes
     * @param caches brings claims and load Jobs to their desired state
     * @param clock for the times of conditions
     */
    public ModelDeploymentReconciler(
            Judge judge,
            Applier applier,
            PodWatch pods,
            ScaleIn scaleIn,
            OptionalKind<LeaderWorkerSet> groups,
            Scaling scaling,
            Primaries<ModelDeployment> primaries,
            StatusWriter<ModelDeploymentStatus, ModelDeployment> statuses,
            Nudge<ModelDeployment> nudge,
            CacheWork caches,
            Clock clock) {
        this.judge = judge;
        this.applier = applier;
        this.pods = pods;
        this.scaleIn = scaleIn;
        this.groups = groups;
        this.scaling = scaling;
        this.scaledObjects = new ScaledObjects(applier, scaling);
        this.primaries = primaries;
        this.statuses = statuses;
        this.nudge = nudge;
        this.caches = caches;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ModelDeployment>> prepareEventSources(EventSourceContext<ModelDeployment> context) {
        children = Children.watch(
                        context, List.of(Deployment.class, Service.class, PodDisruptionBudget.class, Job.class))
                .andKept(context, PersistentVolumeClaim.class);
        List<EventSource<?, ModelDeployment>> sources = new ArrayList<>(children.sources());
        sources.add(nudge.source());
        credentials = References.toCredentials(
                context, secret -> References.primaries(context, model -> names(model, secret)));
        sources.add(credentials);
        groups.listen(set -> Owner.controller(set)
                .ifPresent(owner -> nudge.wake(set.getMetadata().getNamespace(), owner)));
        groups.whenChanged(() -> wakeAll(context));
        scaling.keda().listen(object -> Owner.controller(object)
                .ifPresent(owner -> nudge.wake(object.getMetadata().getNamespace(), owner)));
        scaling.keda().whenChanged(() -> wakeAll(context));
        primaries.of(context);
        return sources;
    }

    private void wakeAll(EventSourceContext<ModelDeployment> context) {
        References.primaries(context, model -> true)
                .forEach(id -> nudge.wake(id.getNamespace().orElseThrow(), id.getName()));
    }

    @Override
    public UpdateControl<ModelDeployment> reconcile(ModelDeployment model, Context<ModelDeployment> context) {
        EngineSettings settings = new EngineSettings(Owner.of(model), model.getSpec());
        Verdict verdict = judge.deployment(
                Readings.of(Kind.ModelDeployment, model),
                Readings.secrets(credentials.list(model.getMetadata().getNamespace(), secret -> names(model, secret))));
        // A Secret without the label is none that a pod may be given; what runs already stays as it is.
        boolean sensible = verdict.accepted().ok() && verdict.resolvedRefs().ok();
        ScalerChoice scaler = scaling.choice(model);
        CacheWork.Outcome cache = caches.bring(model, settings, children, token(model), sensible);
        Applied applied = sensible ? apply(model, settings, scaler, cache) : new Applied(List.of(), kept(settings));
        scaling.fill(model);
        statuses.write(
                model,
                DeploymentStatuses.of(
                        facts(settings, verdict, applied, scaling.facts(model, scaler), cache.facts()),
                        model.getStatus(),
                        model.getMetadata().getGeneration(),
                        clock),
                context);
        return applied.failures().isEmpty() && !cache.pending()
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

    /**
     * Whether a change of a model deployment is of interest here: an annotation may be, and counts for no generation.
     *
     * @param now the resource as it is
     * @param before as it was
     * @return false for a change of the status
     */
    public static boolean concerns(ModelDeployment now, ModelDeployment before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(annotation(now, TemplatePin.CONSENT), annotation(before, TemplatePin.CONSENT))
                || now.getMetadata().getDeletionTimestamp() != null;
    }

    private Optional<Secret> token(ModelDeployment model) {
        return credentials
                .list(model.getMetadata().getNamespace(), secret -> names(model, secret))
                .findFirst();
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

    private Applied apply(
            ModelDeployment model, EngineSettings settings, ScalerChoice scaler, CacheWork.Outcome cache) {
        HasMetadata rendered;
        try {
            rendered = EngineWorkload.desired(settings);
        } catch (TemplateMisfit e) {
            return new Applied(List.of(new ChildFailure("Refused", e.getMessage())), kept(settings));
        }
        List<Pod> live = pods(settings.owner());
        // Where nothing runs, nothing is restarted.
        boolean idle = settings.replicas() == 0 && live.isEmpty();
        String consent = idle ? "true" : annotation(model, TemplatePin.CONSENT);
        Optional<PinnedWorkload> pinned = cache.ready()
                ? Optional.of(PinnedWorkload.of(rendered, find(rendered), SpecHash.of(settings.spec()), consent))
                // Engines whose new weights are not there yet go on with what they have.
                : PinnedWorkload.keeping(rendered, find(rendered));
        Optional<HasMetadata> workload = pinned.map(PinnedWorkload::workload);
        workload.ifPresent(there ->
                loadTimes.last(settings.owner(), live, find(rendered)).ifPresent(load -> LoadTimes.keep(there, load)));
        if (workload.orElse(null) instanceof Deployment wanted) {
            children.find(wanted)
                    .ifPresent(there -> scaleIn.prepare(
                            settings.owner(), there, wanted.getSpec().getReplicas(), live));
        }
        List<ChildFailure> failures = new ArrayList<>(cache.failures());
        Stream<Optional<ChildFailure>> brought = Stream.concat(
                        Stream.of(EngineService.desired(settings), EngineDisruptionBudget.desired(settings)),
                        workload.stream())
                .map(child -> bring(settings, child));
        Stream.concat(brought, Stream.of(scaledObjects.bring(model, settings, scaler)))
                .flatMap(Optional::stream)
                .forEach(failures::add);
        if (workload.isPresent()) {
            leaveOther(settings);
        }
        TemplateFact template = pinned.map(
                        pin -> new TemplateFact(pin.revision(), pin.offered().orElse(null)))
                .orElseGet(() -> kept(settings));
        return new Applied(failures, template);
    }

    private Optional<ChildFailure> bring(EngineSettings settings, HasMetadata child) {
        return child instanceof LeaderWorkerSet && !groups.present()
                ? Optional.of(MissingGroups.failure(groups, settings.nodes()))
                : applier.apply(settings.owner(), child, find(child));
    }

    private Optional<HasMetadata> find(HasMetadata child) {
        return child instanceof LeaderWorkerSet
                ? groups.find(
                                child.getMetadata().getNamespace(),
                                child.getMetadata().getName())
                        .map(HasMetadata.class::cast)
                : children.find(child);
    }

    /** A deployment that has got more nodes for each replica, or has them no more, had a workload of the other kind. */
    private void leaveOther(EngineSettings settings) {
        Owner owner = settings.owner();
        Optional<? extends HasMetadata> other = settings.nodes() > 1
                ? children.find(Deployment.class, owner.namespace(), settings.name())
                : groups.find(owner.namespace(), ChildNames.group(owner.name()));
        other.ifPresent(there -> applier.delete(owner, there));
    }

    /** Children were brought to their desired state, but for these failures. */
    private record Applied(List<ChildFailure> failures, TemplateFact template) {}

    /** The template of what runs while the spec makes no sense. */
    private TemplateFact kept(EngineSettings settings) {
        return find(EngineWorkload.named(settings))
                .map(there -> new TemplateFact(PinnedWorkload.revision(there).orElse(null), null))
                .orElse(new TemplateFact(null, null));
    }

    private static String annotation(ModelDeployment model, String name) {
        Map<String, String> annotations = model.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    private List<Pod> pods(Owner owner) {
        return pods.pods(owner.namespace(), owner.name(), Labels.ENGINE).stream()
                .filter(PodState::live)
                .toList();
    }

    private DeploymentFacts facts(
            EngineSettings settings,
            Verdict verdict,
            Applied applied,
            ScalingFacts scaler,
            Optional<CacheFacts> cache) {
        Owner owner = settings.owner();
        return new DeploymentFacts(
                verdict,
                applied.failures(),
                children.find(Deployment.class, owner.namespace(), settings.name()),
                pods(owner),
                settings.replicas(),
                settings.gpus(),
                EnginePod.answeringText(settings),
                applied.template(),
                new EngineFact(
                        settings.serving().engine().type() + " "
                                + settings.serving().versionText(),
                        loadTimes
                                .last(owner, pods(owner), find(EngineWorkload.named(settings)))
                                .or(() -> StartupBudget.expected(
                                        settings.serving().weightBytes()))),
                scaler,
                cache,
                group(settings));
    }

    private GroupFacts group(EngineSettings settings) {
        Owner owner = settings.owner();
        return settings.nodes() == 1
                ? GroupFacts.NONE
                : new GroupFacts(
                        settings.nodes(),
                        groups.find(owner.namespace(), ChildNames.group(owner.name())),
                        pods.pods(owner.namespace(), owner.name(), Labels.ENGINE).stream()
                                .filter(PodState::terminating)
                                .toList());
    }

    private ModelDeploymentStatus failed(ModelDeployment model, String message) {
        ModelDeploymentStatus before = model.getStatus();
        long generation = model.getMetadata().getGeneration();
        if (before == null) {
            return new ModelDeploymentStatus(
                    generation, Conditions.failed(null, generation, message, clock), null, null, null, null);
        }
        return new ModelDeploymentStatus(
                generation,
                Conditions.failed(before.conditions(), generation, message, clock),
                before.replicas(),
                before.readyReplicas(),
                before.selector(),
                before.gpus(),
                before.download(),
                before.expectedReadyTime(),
                before.templateRevision());
    }
}
