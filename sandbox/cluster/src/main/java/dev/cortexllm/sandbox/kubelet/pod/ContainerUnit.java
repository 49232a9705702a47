package dev.cortexllm.sandbox.kubelet.pod;

import dev.cortexllm.sandbox.kubelet.probe.CheckResult;
import dev.cortexllm.sandbox.kubelet.probe.CheckTarget;
import dev.cortexllm.sandbox.kubelet.runtime.RunningProcess;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One container of a pod: its process, its probes and its orderly end. Every method is called on the pod's queue, and everything
 * that happens elsewhere (exits, probes, hooks, timers) comes back through it.
 */
final class ContainerUnit {
    /** Time for SIGTERM that is left even when preStop has used up the grace period; kubelet's minimumGracePeriodInSeconds. */
    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    private final Pod pod;
    private final Container container;
    private final boolean init;
    private final WorkerTools tools;
    private final Executor queue;
    private final Runnable changed;
    private final Path log;

    private ContainerState state = ContainerState.Waiting.NOTHING_WRONG;
    private ContainerState.Exited previous;
    private boolean begun;
    private int restarts;
    private int failures;
    private Instant notBefore;
    private Duration backoff = Duration.ZERO;
    private RunningProcess process;
    private CheckTarget target;
    private ContainerProbes probes;
    private Instant stopBy;

    /** @param changed called on the queue after every change of the view */
    ContainerUnit(
            Pod pod, Container container, boolean init, WorkerTools tools, Executor queue, Runnable changed, Path log) {
        this.pod = pod;
        this.container = container;
        this.init = init;
        this.tools = tools;
        this.queue = queue;
        this.changed = changed;
        this.log = log;
    }

    ContainerView view() {
        return new ContainerView(container, init, state, begun, previous, restarts, notBefore, backoff);
    }

    /** Where its output goes. */
    Path log() {
        return log;
    }

    Container container() {
        return container;
    }

    boolean running() {
        return process != null;
    }

    /** Takes over what an earlier kubelet reported: its process is gone, the count goes on. */
    void continueAfter(int earlierRestarts, ContainerState.Exited lost) {
        restarts = earlierRestarts + 1;
        previous = lost;
    }

    /** The container could not be started; it is tried again after a back-off. */
    void refused(String reason, String message) {
        boolean repeated =
                state instanceof ContainerState.Waiting wait && !wait.reason().isEmpty();
        String shown = reason.equals("ErrImagePull") && repeated ? "ImagePullBackOff" : reason;
        state = new ContainerState.Waiting(shown, message);
        backOff();
        event(true, "Failed", message);
    }

    /** What kept the container from starting may have changed: try again at once. */
    void retryNow() {
        if (state instanceof ContainerState.Waiting) {
            notBefore = null;
        }
    }

    void start(CheckTarget launched) throws IOException {
        event(false, "Created", "Created container: " + container.getName());
        process = tools.launcher().start(launched.launch(), launched.directory(), log);
        target = launched;
        if (state instanceof ContainerState.Exited exit) {
            previous = exit;
            restarts++;
        }
        begun = true;
        notBefore = null;
        stopBy = null;
        String id = "process://" + process.pid() + "." + process.startedAt().toEpochMilli();
        probes = new ContainerProbes(container, target, tools, queue, process, this::onProbe, this::onUnhealthy);
        state = new ContainerState.Running(id, process.startedAt(), probes.started(), probes.ready());
        RunningProcess current = process;
        process.exit().thenAccept(code -> queue.execute(() -> onExit(current, code)));
        event(false, "Started", "Started container " + container.getName());
        probes.start();
        if (container.getLifecycle() != null && container.getLifecycle().getPostStart() != null) {
            runHook(container.getLifecycle().getPostStart(), Duration.ofMinutes(1), this::onPostStart);
        }
    }

    /**
     * Begins to stop the container, or shortens the time it has: preStop, SIGTERM, and SIGKILL when the time is up.
     *
     * @param grace from now; zero kills at once
     */
    void stop(Duration grace, String why) {
        if (process == null) {
            return;
        }
        Instant deadline = tools.clock().instant().plus(grace);
        if (stopBy != null) {
            if (deadline.isBefore(stopBy)) {
                stopBy = deadline;
                killAfter(grace);
            }
            return;
        }
        stopBy = deadline;
        event(false, "Killing", why);
        LifecycleHandler preStop = container.getLifecycle() == null
                ? null
                : container.getLifecycle().getPreStop();
        if (grace.isZero()) {
            process.kill();
        } else if (preStop != null) {
            runHook(preStop, grace, this::onPreStop);
        } else {
            process.terminate();
            killAfter(grace);
        }
    }

    /** Ends the process for a kubelet that is leaving: no hooks, no events. */
    void leave(Duration grace) {
        if (process != null) {
            stopBy = tools.clock().instant();
            process.terminate();
            killAfter(grace);
        }
    }

    private void onPreStop(CheckResult result) {
        if (!result.passed()) {
            event(true, "FailedPreStopHook", "PreStopHook failed: " + result.message());
        }
        process.terminate();
        Duration left = Duration.between(tools.clock().instant(), stopBy);
        killAfter(left.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : left);
    }

    private void onPostStart(CheckResult result) {
        if (!result.passed()) {
            event(true, "FailedPostStartHook", "PostStartHook failed: " + result.message());
            stop(PodDefaults.grace(pod), "FailedPostStartHook");
        }
    }

    private void onProbe() {
        if (process != null && state instanceof ContainerState.Running run) {
            state = new ContainerState.Running(run.containerId(), run.startedAt(), probes.started(), probes.ready());
            changed.run();
        }
    }

    private void onUnhealthy(ContainerProbes.Unhealthy unhealthy) {
        event(true, "Unhealthy", unhealthy.message());
        if (unhealthy.fatal()) {
            Duration grace = unhealthy.graceSeconds() == null
                    ? PodDefaults.grace(pod)
                    : Duration.ofSeconds(unhealthy.graceSeconds());
            stop(
                    grace,
                    "Container " + container.getName() + " failed " + unhealthy.probe() + " probe, will be restarted");
        }
    }

    private void onExit(RunningProcess ended, int code) {
        probes.close();
        process = null;
        ContainerState.Running run = (ContainerState.Running) state;
        Instant now = tools.clock().instant();
        state = new ContainerState.Exited(
                run.containerId(),
                code,
                code == 0 ? "Completed" : "Error",
                TerminationMessage.of(container, code, log),
                ended.startedAt(),
                now);
        if (tools.backoff().forgives(Duration.between(ended.startedAt(), now))) {
            failures = 0;
        }
        backOff();
        if (stopBy == null && view().restarts(PodDefaults.restartPolicy(pod))) {
            announceBackoff();
        }
        changed.run();
    }

    private void announceBackoff() {
        event(
                true,
                "BackOff",
                "Back-off restarting failed container " + container.getName() + " in pod "
                        + pod.getMetadata().getName() + "_" + pod.getMetadata().getNamespace() + "("
                        + pod.getMetadata().getUid() + ")");
    }

    private void backOff() {
        failures++;
        backoff = tools.backoff().delay(failures);
        notBefore = tools.clock().instant().plus(backoff);
    }

    private void killAfter(Duration grace) {
        RunningProcess doomed = process;
        tools.timer().schedule(doomed::kill, grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private interface HookEnd {
        void accept(CheckResult result);
    }

    private void runHook(LifecycleHandler hook, Duration timeout, HookEnd end) {
        RunningProcess current = process;
        CheckTarget against = target;
        tools.blocking().execute(() -> {
            try {
                CheckResult result = tools.checks().hook(hook, against, timeout);
                queue.execute(() -> {
                    if (process == current) {
                        end.accept(result);
                    }
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void event(boolean warning, String reason, String message) {
        String list = init ? "spec.initContainers" : "spec.containers";
        tools.events().container(pod, list + "{" + container.getName() + "}", warning, reason, message);
    }
}
