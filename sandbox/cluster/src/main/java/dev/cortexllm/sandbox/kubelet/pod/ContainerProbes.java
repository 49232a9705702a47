package dev.cortexllm.sandbox.kubelet.pod;

import dev.cortexllm.sandbox.kubelet.probe.CheckTarget;
import dev.cortexllm.sandbox.kubelet.probe.ProbeKind;
import dev.cortexllm.sandbox.kubelet.probe.ProbeLoop;
import dev.cortexllm.sandbox.kubelet.runtime.RunningProcess;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The probes of one run of a container: the startup probe first, then readiness and liveness. Confined to the pod's queue. */
final class ContainerProbes implements AutoCloseable {
    /**
     * A check that did not pass.
     *
     * @param probe its name in lower case
     * @param fatal whether the container is to be restarted
     * @param graceSeconds the probe's own grace period; null for the pod's
     */
    record Unhealthy(String probe, String message, boolean fatal, Long graceSeconds) {}

    private final Container container;
    private final CheckTarget target;
    private final WorkerTools tools;
    private final Executor queue;
    private final RunningProcess process;
    private final Runnable changed;
    private final Consumer<Unhealthy> unhealthy;
    private final List<ProbeLoop> loops = new ArrayList<>();
    private boolean started;
    private boolean ready;
    private boolean closed;

    ContainerProbes(
            Container container,
            CheckTarget target,
            WorkerTools tools,
            Executor queue,
            RunningProcess process,
            Runnable changed,
            Consumer<Unhealthy> unhealthy) {
        this.container = container;
        this.target = target;
        this.tools = tools;
        this.queue = queue;
        this.process = process;
        this.changed = changed;
        this.unhealthy = unhealthy;
        this.started = container.getStartupProbe() == null;
        this.ready = started && container.getReadinessProbe() == null;
    }

    boolean started() {
        return started;
    }

    boolean ready() {
        return ready;
    }

    void start() {
        if (started) {
            startOthers();
        } else {
            loop(ProbeKind.STARTUP, container.getStartupProbe());
        }
    }

    @Override
    public void close() {
        closed = true;
        loops.forEach(ProbeLoop::close);
    }

    private void startOthers() {
        loop(ProbeKind.READINESS, container.getReadinessProbe());
        loop(ProbeKind.LIVENESS, container.getLivenessProbe());
    }

    private void loop(ProbeKind kind, Probe probe) {
        if (probe == null) {
            return;
        }
        ProbeLoop loop =
                new ProbeLoop(kind, probe, target, tools.checks(), tools.timer(), tools.blocking(), new Listener());
        loops.add(loop);
        loop.start();
    }

    private final class Listener implements ProbeLoop.Listener {
        @Override
        public void failed(ProbeKind kind, String message) {
            inQueue(() -> unhealthy.accept(
                    new Unhealthy(name(kind), kind.title() + " probe failed: " + message, false, null)));
        }

        @Override
        public void verdict(ProbeKind kind, boolean passed) {
            inQueue(() -> onVerdict(kind, passed));
        }

        private void inQueue(Runnable task) {
            queue.execute(() -> {
                if (!closed) {
                    task.run();
                }
            });
        }
    }

    private void onVerdict(ProbeKind kind, boolean passed) {
        if (kind == ProbeKind.READINESS) {
            if (ready != passed) {
                ready = passed;
                changed.run();
            }
        } else if (!passed) {
            Probe probe = kind == ProbeKind.STARTUP ? container.getStartupProbe() : container.getLivenessProbe();
            String message = kind.title() + " probe failed too often, process " + process.pid() + " is stopped";
            close();
            unhealthy.accept(new Unhealthy(name(kind), message, true, probe.getTerminationGracePeriodSeconds()));
        } else if (kind == ProbeKind.STARTUP && !started) {
            loops.forEach(ProbeLoop::close);
            started = true;
            ready = container.getReadinessProbe() == null;
            startOthers();
            changed.run();
        }
    }

    private static String name(ProbeKind kind) {
        return kind.title().toLowerCase();
    }
}
