package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateTerminatedBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The status of one container, as Kubernetes shows it. */
final class ContainerStatuses {
    private ContainerStatuses() {}

    /**
     * Renders a view.
     *
     * @param initialized whether the pod's init containers are through
     * @param ending whether the pod is on its way out, so that nothing is restarted
     */
    static ContainerStatus of(Pod pod, ContainerView view, boolean initialized, boolean ending) {
        ContainerStatusBuilder status = new ContainerStatusBuilder()
                .withName(view.name())
                .withImage(view.container().getImage())
                .withImageID(view.begun() ? "sandbox://" + view.container().getImage() : "")
                .withRestartCount(view.restarts())
                .withReady(view.ready())
                .withStarted(view.state() instanceof ContainerState.Running run && run.started());
        ContainerState.Exited last = view.previous();
        if (view.state() instanceof ContainerState.Running run) {
            status.withContainerID(run.containerId())
                    .withState(new ContainerStateBuilder()
                            .withNewRunning(time(run.startedAt()))
                            .build());
        } else if (view.state() instanceof ContainerState.Exited exit) {
            status.withContainerID(exit.containerId());
            if (!ending && view.restarts(PodDefaults.restartPolicy(pod))) {
                last = exit;
                waiting(status, "CrashLoopBackOff", crashLoop(pod, view));
            } else {
                status.withState(new ContainerStateBuilder()
                        .withTerminated(terminated(exit))
                        .build());
            }
        } else if (view.state() instanceof ContainerState.Waiting wait
                && !wait.reason().isEmpty()) {
            waiting(status, wait.reason(), wait.message());
        } else {
            waiting(status, initialized || view.init() ? "ContainerCreating" : "PodInitializing", null);
        }
        if (last != null) {
            status.withLastState(
                    new ContainerStateBuilder().withTerminated(terminated(last)).build());
        }
        return status.build();
    }

    private static void waiting(ContainerStatusBuilder status, String reason, String message) {
        status.withState(
                new ContainerStateBuilder().withNewWaiting(message, reason).build());
    }

    private static String crashLoop(Pod pod, ContainerView view) {
        return "back-off " + view.backoff().toSeconds() + "s restarting failed container=" + view.name() + " pod="
                + pod.getMetadata().getName() + "_" + pod.getMetadata().getNamespace() + "("
                + pod.getMetadata().getUid() + ")";
    }

    private static ContainerStateTerminated terminated(ContainerState.Exited exit) {
        return new ContainerStateTerminatedBuilder()
                .withContainerID(exit.containerId())
                .withExitCode(exit.exitCode())
                .withReason(exit.reason())
                .withMessage(exit.message().isEmpty() ? null : exit.message())
                .withStartedAt(time(exit.startedAt()))
                .withFinishedAt(time(exit.finishedAt()))
                .build();
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
