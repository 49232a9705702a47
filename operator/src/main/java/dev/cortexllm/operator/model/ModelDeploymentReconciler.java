package dev.cortexllm.operator.model;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.compilation.Judge;
import dev.cortexllm.operator.compilation.Readings;
import dev.cortexllm.operator.model.desired.EnginePod;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.scale.ScalerChoice;
import dev.cortexllm.operator.scale.Scaling;
import dev.cortexllm.operator.status.CacheFacts;
import dev.cortexllm.operator.status.Conditions;
import dev.cortexllm.operator.status.DeploymentFacts;
import dev.cortexllm.operator.status.DeploymentStatuses;
import dev.cortexllm.operator.status.ErrorStatus;
import dev.cortexllm.operator.status.ScalingFacts;
import dev.cortexllm.operator.status.StatusWriter;
import dev.cortexllm.operator.watch.Children;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.OptionalKind;
import dev.cortexllm.operator.watch.PodWatch;
import dev.cortexllm.operator.watch.Primaries;
import dev.cortexllm.operator.watch.References;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
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
import java.util.Objects;
import java.util.Optional;

/** Reconciles a model deployment: judge the spec, apply workload and Service, say how the engine pods are. */
@ControllerConfiguration(name = "modeldeployment")
public final class ModelDeploymentReconciler implements Reconciler<ModelDeployment> {
    /** After this time a child that somebody else stands in the way of is tried again: nothing tells when it goes. */
    private static final Duration OBSTACLE_RETRY = Duration.ofSeconds(10);

    private final Judge judge;
    private final EngineChildren engines;
    private final OptionalKind<LeaderWorkerSet> groups;
    private final StatusWriter<ModelDeploymentStatus, ModelDeployment> statuses;
    private final Scaling scaling;
    private final Primaries<ModelDeployment> primaries;
    private final Nudge<ModelDeployment> nudge;
    private final CacheWork caches;
    private final Clock clock;

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
        this.engines = new EngineChildren(applier, pods, scaleIn, groups, new ScaledObjects(applier, scaling));
        this.groups = groups;
        this.scaling = scaling;
        this.primaries = primaries;
        this.statuses = statuses;
        this.nudge = nudge;
        this.caches = caches;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ModelDeployment>> prepareEventSources(EventSourceContext<ModelDeployment> context) {
        children = Children.watch(context, List.of(Job.class))
                .and(context, Deployment.class, ChildNews::ofWorkload)
                .and(context, Service.class, ChildNews::ofContent)
                .and(context, PodDisruptionBudget.class, ChildNews::ofContent)
                .andKept(context, PersistentVolumeClaim.class);
        engines.use(children);
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
        EngineChildren.Applied applied =
                sensible ? engines.apply(model, settings, scaler, cache) : engines.untouched(settings);
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
                || !Objects.equals(EngineChildren.consent(now), EngineChildren.consent(before))
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

    private DeploymentFacts facts(
            EngineSettings settings,
            Verdict verdict,
            EngineChildren.Applied applied,
            ScalingFacts scaler,
            Optional<CacheFacts> cache) {
        Owner owner = settings.owner();
        return new DeploymentFacts(
                verdict,
                applied.failures(),
                children.find(Deployment.class, owner.namespace(), settings.name()),
                engines.pods(owner),
                settings.replicas(),
                settings.gpus(),
                EnginePod.answeringText(settings),
                applied.template(),
                engines.engine(settings),
                scaler,
                cache,
                engines.group(settings));
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
