package dev.cortexllm.sandbox.kubelet.pod;

import dev.cortexllm.sandbox.kubelet.reference.MissingReferenceException;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import dev.cortexllm.sandbox.kubelet.reference.PodReferences;
import dev.cortexllm.sandbox.kubelet.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod from its binding to its removal. It is level-driven: whatever happens leads to {@link #sync}, which compares what
 * is wanted with what is there and takes the next step. All of it runs on the pod's own queue, one task at a time.
 */
public final class PodWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final WorkerTools tools;
    private final SerialQueue queue;
    private final Path directory;
    private final PodVolumes volumes;
    private final PodContainers containers;
    private final PodReport report;
    private final ContainerStarter starter;
    private final Runnable onEnd;

    private Pod pod;
    private boolean volumesMounted;
    private boolean volumesStale = true;
    private String mountProblem = "";
    private boolean finished;
    private boolean gone;
    private boolean ended;
    private boolean leaving;
    private Instant deleteBy;
    private ScheduledFuture<?> wake;

    /**
     * A worker; {@link #start} sets it going.
     *
     * @param onEnd called once when the pod is gone and nothing of it is left
     */
    public PodWorker(Pod pod, PodPlace place, WorkerTools tools, Runnable onEnd) {
        this.pod = pod;
        this.tools = tools;
        this.onEnd = onEnd;
        this.queue = new SerialQueue(tools.pool());
        this.directory = tools.stateDirectory()
                .resolve("pods")
                .resolve(pod.getMetadata().getNamespace() + "_"
                        + pod.getMetadata().getName());
        this.volumes = new PodVolumes(
                pod,
                place,
                tools.stateDirectory(),
                directory.resolve("volumes").resolve(pod.getMetadata().getUid()),
                tools.objects(),
                tools.tokens(),
                tools.claims(),
                tools.clock());
        this.report = new PodReport(place, tools);
        this.starter = new ContainerStarter(place, tools, volumes, directory);
        this.finished = PodReport.hasEnded(pod);
        this.containers = new PodContainers(pod, tools, queue, this::sync, directory);
    }

    /** Begins to run the pod. */
    public void start() {
        queue.execute(() -> guarded(() -> {
            Files.createDirectories(directory);
            if (!finished) {
                tools.objects().subscribe(this, PodReferences.of(pod), this::objectsChanged);
            }
        }));
    }

    /** The pod was seen in a newer version. */
    public void update(Pod newer) {
        queue.execute(() -> {
            if (Versions.isOlder(newer, pod)) {
                return;
            }
            boolean renamed =
                    !newer.getMetadata().getLabels().equals(pod.getMetadata().getLabels())
                            || !newer.getMetadata()
                                    .getAnnotations()
                                    .equals(pod.getMetadata().getAnnotations());
            volumesStale |= renamed;
            pod = newer;
            sync();
        });
    }

    /** The pod is no longer in the API: everything of it is ended at once. */
    public void gone() {
        queue.execute(() -> {
            gone = true;
            sync();
        });
    }

    /**
     * Stops the processes because the kubelet leaves; the API is not told.
     *
     * @param grace between SIGTERM and SIGKILL
     * @return completes when no process is left
     */
    public CompletableFuture<Void> leave(Duration grace) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        queue.execute(() -> {
            leaving = true;
            containers.leave(grace, left);
        });
        return left;
    }

    private void objectsChanged() {
        queue.execute(() -> {
            volumesStale = true;
            containers.retryNow();
            sync();
        });
    }

    private interface Step {
        void run() throws IOException;
    }

    private void sync() {
        guarded(() -> {
            // start() or a later event brings us back.
        });
    }

    /** Runs a step and then looks at everything anew; what fails is tried again after a moment. */
    private void guarded(Step step) {
        if (ended || leaving) {
            return;
        }
        try {
            step.run();
            Optional<Instant> next =
                    gone ? abandon() : pod.getMetadata().getDeletionTimestamp() != null ? delete() : advance();
            next.ifPresent(this::wakeAt);
        } catch (KubernetesClientException e) {
            onRefusal(e);
        } catch (IOException e) {
            LOG.warn("pod {}: {}", name(), e.toString());
            wakeAt(tools.clock().instant().plus(RETRY));
        } catch (RuntimeException e) {
            LOG.error("pod {}: {}", name(), e.getMessage(), e);
            wakeAt(tools.clock().instant().plus(RETRY));
        }
    }

    private void onRefusal(KubernetesClientException e) {
        if (e.getCode() == 404) {
            LOG.debug("pod {} is gone already: {}", name(), e.getMessage());
        } else if (e.getCode() != 409) {
            LOG.warn("pod {}: {}", name(), e.getMessage());
        }
        wakeAt(tools.clock().instant().plus(e.getCode() == 409 ? Duration.ofMillis(20) : RETRY));
        if (e.getCode() == 409) {
            report.fetch(pod).ifPresent(newer -> pod = newer);
        }
    }

    private Optional<Instant> advance() throws IOException {
        if (finished) {
            return Optional.empty();
        }
        Optional<Instant> volumesDue = refreshVolumes();
        if (!volumesMounted) {
            tell(PodPlan.Outcome.GOING_ON, false);
            return volumesDue;
        }
        Instant now = tools.clock().instant();
        PodPlan plan = PodPlan.of(PodDefaults.restartPolicy(pod), containers.views(), now);
        if (plan.outcome() != PodPlan.Outcome.GOING_ON) {
            if (containers.stopAll(PodDefaults.grace(pod))) {
                finish(plan.outcome());
            }
            return Optional.empty();
        }
        plan.start().forEach(name -> starter.start(pod, containers.get(name)));
        tell(PodPlan.Outcome.GOING_ON, false);
        // A start that failed has a new back-off, which this plan does not know yet.
        return Wakes.earliest(List.of(volumesDue, plan.wakeAt(), containers.nextRetry(now)));
    }

    private void finish(PodPlan.Outcome outcome) throws IOException {
        tell(outcome, true);
        finished = true;
        tools.objects().unsubscribe(this);
        volumes.delete();
    }

    private Optional<Instant> delete() throws IOException {
        Instant now = tools.clock().instant();
        Long seconds = pod.getMetadata().getDeletionGracePeriodSeconds();
        Instant deadline = now.plusSeconds(seconds == null ? 0 : seconds);
        if (deleteBy == null || seconds != null && deadline.isBefore(deleteBy)) {
            deleteBy = deadline;
        }
        Duration left = Duration.between(now, deleteBy);
        if (!containers.stopAll(left.isNegative() ? Duration.ZERO : left)) {
            tell(PodPlan.Outcome.GOING_ON, true);
            return Optional.empty();
        }
        if (!finished) {
            finish(containers.outcome());
        }
        report.remove(pod);
        return Optional.empty();
    }

    private Optional<Instant> abandon() throws IOException {
        if (containers.stopAll(Duration.ZERO)) {
            ended = true;
            tools.objects().unsubscribe(this);
            volumes.delete();
            onEnd.run();
        }
        return Optional.empty();
    }

    /** Brings volumes up to date if they may not be; returns when that is due again. */
    private Optional<Instant> refreshVolumes() throws IOException {
        Instant now = tools.clock().instant();
        boolean due = volumes.nextRefresh().filter(at -> !at.isAfter(now)).isPresent();
        if (!volumesStale && !due) {
            return volumes.nextRefresh();
        }
        try {
            volumesStale = false;
            volumes.refresh(pod);
            volumesMounted = true;
            mountProblem = "";
            return volumes.nextRefresh();
        } catch (MissingReferenceException e) {
            onMountProblem(e.getMessage());
            return Optional.of(now.plus(RETRY));
        } catch (KubernetesClientException e) {
            onMountProblem(e.getMessage());
            throw e;
        }
    }

    private void onMountProblem(String message) {
        volumesStale = true;
        if (!message.equals(mountProblem)) {
            mountProblem = message;
            tools.events().warning(pod, "FailedMount", message);
        }
    }

    private void tell(PodPlan.Outcome outcome, boolean ending) {
        report.write(pod, containers.views(), outcome, ending).ifPresent(newer -> pod = newer);
    }

    private void wakeAt(Instant at) {
        if (wake != null) {
            wake.cancel(false);
        }
        long delay = Math.max(1, Duration.between(tools.clock().instant(), at).toMillis() + 1);
        wake = tools.timer().schedule(() -> queue.execute(this::sync), delay, TimeUnit.MILLISECONDS);
    }

    private String name() {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
