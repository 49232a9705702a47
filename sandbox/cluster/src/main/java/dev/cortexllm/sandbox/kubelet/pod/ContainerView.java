package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.time.Instant;

/**
 * A container at one moment.
 *
 * @param init whether it is one of the pod's init containers (sidecars are)
 * @param begun whether this kubelet has ever started it
 * @param previous how its run before the present state ended; null when there was none
 * @param restarts how often it was started again
 * @param notBefore when it may be started next; null for at once
 * @param backoff the wait that {@code notBefore} came from
 */
record ContainerView(
        Container container,
        boolean init,
        ContainerState state,
        boolean begun,
        ContainerState.Exited previous,
        int restarts,
        Instant notBefore,
        Duration backoff) {

    String name() {
        return container.getName();
    }

    /** An init container that is to run as long as the pod does. */
    boolean sidecar() {
        return init && "Always".equals(container.getRestartPolicy());
    }

    boolean running() {
        return state instanceof ContainerState.Running;
    }

    boolean ready() {
        return state instanceof ContainerState.Running run ? run.ready() : init && !sidecar() && succeeded();
    }

    boolean succeeded() {
        return state instanceof ContainerState.Exited exit && exit.exitCode() == 0;
    }

    /** Whether an ended container is to be started again under the pod's restart policy. */
    boolean restarts(String podPolicy) {
        if (!(state instanceof ContainerState.Exited exit)) {
            return false;
        }
        if (sidecar()) {
            return true;
        }
        return switch (podPolicy) {
            case "Never" -> false;
            case "OnFailure" -> exit.exitCode() != 0;
            default -> !init || exit.exitCode() != 0;
        };
    }

    /** Whether it holds back the init containers after it and the main containers. */
    boolean holdsBack() {
        return sidecar() ? !(state instanceof ContainerState.Running run && run.started()) : !succeeded();
    }
}
