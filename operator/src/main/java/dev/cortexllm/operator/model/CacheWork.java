package dev.cortexllm.operator.model;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.model.desired.CacheClaim;
import dev.cortexllm.operator.model.desired.EngineCache;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.model.desired.LoadJob;
import dev.cortexllm.operator.model.desired.LoadSettings;
import dev.cortexllm.operator.model.desired.LoadedKeys;
import dev.cortexllm.operator.status.CacheFacts;
import dev.cortexllm.operator.status.Downloading;
import dev.cortexllm.operator.watch.Children;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Claim and load Job of a deployment. The Job runs before there are engines, so that no GPU waits for a download; engines that run
 * already go on with what they have until the volume holds what is wanted.
 */
public final class CacheWork {
    private final Applier applier;
    private final PodWatch pods;
    private final ClaimEvents events;
    private final DownloadBoard downloads;
    private final String image;

    /**
     * @param applier writes children
     * @param pods pods of ours
     * @param events what is said of claims
     * @param downloads how far loaders are
     * @param image the router's image, which holds the loader
     */
    public CacheWork(Applier applier, PodWatch pods, ClaimEvents events, DownloadBoard downloads, String image) {
        this.applier = applier;
        this.pods = pods;
        this.events = events;
        this.downloads = downloads;
        this.image = image;
    }

    /**
     * What has come of it.
     *
     * @param facts what is known of the cache; empty without one
     * @param failures children that could not be brought to their desired state
     */
    record Outcome(Optional<CacheFacts> facts, List<ChildFailure> failures) {
        /** Whether engines may be changed to what is wanted. */
        boolean ready() {
            return facts.isEmpty() || facts.get().loaded();
        }

        /** Whether something is waited for that no watch tells of. */
        boolean pending() {
            return facts.filter(cache -> !cache.loaded())
                    .flatMap(CacheFacts::claim)
                    .filter(claim -> claim.getStatus() == null
                            || !"Bound".equals(claim.getStatus().getPhase()))
                    .isPresent();
        }
    }

    /**
     * Brings claim and Job to their desired state.
     *
     * @param model the deployment
     * @param settings the same
     * @param children claims and Jobs as last seen
     * @param token the Secret with the token for the hub
     * @param act whether to change anything, or only to look
     */
    Outcome bring(
            ModelDeployment model,
            EngineSettings settings,
            Children<ModelDeployment> children,
            Optional<Secret> token,
            boolean act) {
        List<Job> jobs = children.of(Job.class, model);
        Optional<EngineCache> wanted = EngineCache.of(settings);
        if (wanted.isEmpty()) {
            downloads.forget(ResourceID.fromResource(model));
            if (act) {
                jobs.forEach(job -> applier.delete(settings.owner(), job));
            }
            return new Outcome(Optional.empty(), List.of());
        }
        EngineCache cache = wanted.get();
        Owner owner = settings.owner();
        LoadSettings load = new LoadSettings(
                image,
                token.map(secret -> secret.getMetadata().getResourceVersion()).orElse(""));
        String name = LoadJob.name(cache, load);
        Optional<PersistentVolumeClaim> claim = children.find(
                        PersistentVolumeClaim.class, owner.namespace(), cache.claim())
                .filter(owner::mayTakeUp);
        Optional<Job> job = jobs.stream()
                .filter(made -> made.getMetadata().getName().equals(name))
                .findFirst();
        LoadedKeys held = held(cache, claim, job);
        List<ChildFailure> failures = act ? act(cache, load, held, claim, jobs) : List.of();
        return new Outcome(Optional.of(facts(model, cache, held, claim, job)), failures);
    }

    /** What the volume holds, with what a Job that is done has just put there. */
    private static LoadedKeys held(EngineCache cache, Optional<PersistentVolumeClaim> claim, Optional<Job> job) {
        LoadedKeys noted = LoadedKeys.of(claim);
        boolean done = claim.isPresent()
                && job.filter(made -> LoadJob.succeeded(made).orElse(false))
                        .filter(made -> !made(made).isBefore(made(claim.get())))
                        .isPresent();
        return done || noted.has(cache.key()) ? noted.using(cache.key()) : noted.duringLoad();
    }

    private static Instant made(HasMetadata object) {
        return Instant.parse(object.getMetadata().getCreationTimestamp());
    }

    private List<ChildFailure> act(
            EngineCache cache,
            LoadSettings load,
            LoadedKeys held,
            Optional<PersistentVolumeClaim> claim,
            List<Job> jobs) {
        Owner owner = cache.settings().owner();
        List<ChildFailure> failures = new ArrayList<>();
        claim.flatMap(there -> CacheClaim.misfit(cache, there))
                .ifPresent(sentence -> failures.add(new ChildFailure("Refused", sentence)));
        Optional<ChildFailure> refused = applier.takeUp(owner, CacheClaim.desired(cache, held, claim), claim);
        refused.ifPresent(failures::add);
        if (refused.isPresent()) {
            return failures;
        }
        boolean loaded = held.has(cache.key());
        String name = LoadJob.name(cache, load);
        boolean there = false;
        for (Job job : jobs) {
            boolean older = claim.isPresent() && made(job).isBefore(made(claim.get()));
            boolean current = job.getMetadata().getName().equals(name) && !older;
            there |= current;
            boolean done = LoadJob.succeeded(job).isPresent();
            if (loaded ? !done : !current) {
                applier.delete(owner, job);
            }
        }
        // A Job cannot be changed, so one that is there stays as it is.
        if (!loaded
                && !there
                && jobs.stream().noneMatch(job -> job.getMetadata().getName().equals(name))) {
            applier.apply(owner, LoadJob.desired(cache, load, held), Optional.empty())
                    .ifPresent(failures::add);
        }
        return failures;
    }

    private CacheFacts facts(
            ModelDeployment model,
            EngineCache cache,
            LoadedKeys held,
            Optional<PersistentVolumeClaim> claim,
            Optional<Job> job) {
        ResourceID id = ResourceID.fromResource(model);
        boolean loaded = held.has(cache.key());
        List<Pod> loaders = job.map(made -> loaders(made, cache)).orElse(List.of());
        Optional<Pod> running = loaders.stream()
                .filter(pod ->
                        PodState.live(pod) && "Running".equals(pod.getStatus().getPhase()))
                .filter(pod -> pod.getStatus().getPodIP() != null)
                .findFirst();
        Optional<Downloading> downloading = loaded
                ? Optional.empty()
                : running.flatMap(pod -> downloads.of(id, pod.getStatus().getPodIP()));
        if (loaded || running.isEmpty()) {
            downloads.forget(id);
        }
        boolean waits = !loaded && running.isEmpty();
        return new CacheFacts(
                cache.source(),
                loaded,
                claim,
                waits ? claim.flatMap(events::complaint) : Optional.empty(),
                job,
                loaders,
                downloading);
    }

    private List<Pod> loaders(Job job, EngineCache cache) {
        Owner owner = cache.settings().owner();
        String uid = job.getMetadata().getUid();
        return pods.pods(owner.namespace(), owner.name(), Labels.LOADER).stream()
                .filter(pod ->
                        pod.getMetadata().getOwnerReferences().stream().anyMatch(ref -> uid.equals(ref.getUid())))
                .toList();
    }
}
