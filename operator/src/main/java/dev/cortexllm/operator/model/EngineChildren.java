package dev.cortexllm.operator.model;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.engine.StartupBudget;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.model.desired.EngineDisruptionBudget;
import dev.cortexllm.operator.model.desired.EngineService;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.model.desired.EngineWorkload;
import dev.cortexllm.operator.model.desired.PinnedWorkload;
import dev.cortexllm.operator.model.desired.SpecHash;
import dev.cortexllm.operator.model.desired.TemplateMisfit;
import dev.cortexllm.operator.model.desired.TemplatePin;
import dev.cortexllm.operator.scale.ScalerChoice;
import dev.cortexllm.operator.status.EngineFact;
import dev.cortexllm.operator.status.GroupFacts;
import dev.cortexllm.operator.status.TemplateFact;
import dev.cortexllm.operator.watch.Children;
import dev.cortexllm.operator.watch.OptionalKind;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The children of a model deployment that make engines run: workload, Service, disruption budget, and who scales them. */
final class EngineChildren {
    private final Applier applier;
    private final PodWatch pods;
    private final ScaleIn scaleIn;
    private final OptionalKind<LeaderWorkerSet> groups;
    private final ScaledObjects scaledObjects;
    private final LoadTimes loadTimes = new LoadTimes();
    private Children<ModelDeployment> children;

    EngineChildren(
            Applier applier,
            PodWatch pods,
            ScaleIn scaleIn,
            OptionalKind<LeaderWorkerSet> groups,
            ScaledObjects scaledObjects) {
        this.applier = applier;
        this.pods = pods;
        this.scaleIn = scaleIn;
        this.groups = groups;
        this.scaledObjects = scaledObjects;
    }

    /** Names the caches, which are made after this. */
    void use(Children<ModelDeployment> caches) {
        children = caches;
    }

    /** What a user consents to, see {@link TemplatePin#CONSENT}; null when nothing. */
    static String consent(ModelDeployment model) {
        Map<String, String> annotations = model.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(TemplatePin.CONSENT);
    }

    /**
     * Brings the children to their desired state.
     *
     * @param model the model deployment, which makes sense
     * @param settings what its children are made from
     * @param scaler who sets the number of replicas
     * @param cache how far its cache is
     * @return what came of it
     */
    Applied apply(ModelDeployment model, EngineSettings settings, ScalerChoice scaler, CacheWork.Outcome cache) {
        HasMetadata rendered;
        try {
            rendered = EngineWorkload.desired(settings);
        } catch (TemplateMisfit e) {
            return new Applied(List.of(new ChildFailure("Refused", e.getMessage())), kept(settings));
        }
        List<Pod> live = pods(settings.owner());
        // Where nothing runs, nothing is restarted.
        boolean idle = settings.replicas() == 0 && live.isEmpty();
        String consent = idle ? "true" : consent(model);
        Optional<PinnedWorkload> pinned = cache.ready()
                ? Optional.of(PinnedWorkload.of(rendered, find(rendered), SpecHash.of(settings.spec()), consent))
                // Engines whose new weights are not there yet go on with what they have.
                : PinnedWorkload.keeping(rendered, find(rendered));
        Optional<HasMetadata> workload = pinned.map(PinnedWorkload::workload);
        workload.ifPresent(wanted ->
                loadTimes.last(settings.owner(), live, find(rendered)).ifPresent(load -> LoadTimes.keep(wanted, load)));
        if (workload.orElse(null) instanceof Deployment wanted) {
            children.find(wanted)
                    .ifPresent(found -> scaleIn.prepare(
                            settings.owner(), found, wanted.getSpec().getReplicas(), live));
        }
        List<ChildFailure> failures = new ArrayList<>(cache.failures());
        Optional<ChildFailure> refused = workload.flatMap(child -> bring(settings, child));
        refused.ifPresent(failures::add);
        Optional<? extends HasMetadata> other = other(settings);
        boolean there = workload.isPresent() && refused.isEmpty();
        // What serves goes on, by its own Service and budget, until its successor is there.
        if (there || other.isEmpty()) {
            Stream.of(EngineService.desired(settings), EngineDisruptionBudget.desired(settings))
                    .map(child -> bring(settings, child))
                    .flatMap(Optional::stream)
                    .forEach(failures::add);
        }
        scaledObjects.bring(model, settings, scaler).ifPresent(failures::add);
        if (there) {
            other.ifPresent(before -> applier.delete(settings.owner(), before));
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
    private Optional<? extends HasMetadata> other(EngineSettings settings) {
        Owner owner = settings.owner();
        return settings.nodes() > 1
                ? children.find(Deployment.class, owner.namespace(), settings.name())
                : groups.find(owner.namespace(), ChildNames.group(owner.name()));
    }

    /** Children were brought to their desired state, but for these failures. */
    record Applied(List<ChildFailure> failures, TemplateFact template) {}

    /** What runs while the spec makes no sense. */
    Applied untouched(EngineSettings settings) {
        return new Applied(List.of(), kept(settings));
    }

    private TemplateFact kept(EngineSettings settings) {
        return find(EngineWorkload.named(settings))
                .map(there -> new TemplateFact(PinnedWorkload.revision(there).orElse(null), null))
                .orElse(new TemplateFact(null, null));
    }

    /** The pods that count. */
    List<Pod> pods(Owner owner) {
        return pods.pods(owner.namespace(), owner.name(), Labels.ENGINE).stream()
                .filter(PodState::live)
                .toList();
    }

    /** What runs in the pods. */
    EngineFact engine(EngineSettings settings) {
        Owner owner = settings.owner();
        return new EngineFact(
                settings.serving().engine().type() + " " + settings.serving().versionText(),
                loadTimes
                        .last(owner, pods(owner), find(EngineWorkload.named(settings)))
                        .or(() -> StartupBudget.expected(settings.serving().weightBytes())));
    }

    /** What there is to say of replicas that have several pods. */
    GroupFacts group(EngineSettings settings) {
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
}
