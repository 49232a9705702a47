package dev.cortexllm.sandbox.kubelet.pod;

import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a worker tells the API server about its pod, and asks of it. */
final class PodReport {
    private final PodPlace place;
    private final WorkerTools tools;

    PodReport(PodPlace place, WorkerTools tools) {
        this.place = place;
        this.tools = tools;
    }

    /** Whether the pod's phase is one that it never leaves. */
    static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null
                && Set.of("Succeeded", "Failed")
                        .contains(Objects.requireNonNullElse(pod.getStatus().getPhase(), ""));
    }

    /** Writes the status if it changed; the pod as it is then. */
    Optional<Pod> write(Pod pod, List<ContainerView> views, PodPlan.Outcome outcome, boolean ending) {
        return tools.statuses()
                .write(
                        pod,
                        PodStatuses.of(
                                pod,
                                place.hostIp(),
                                place.podIp(),
                                views,
                                outcome,
                                ending,
                                tools.clock().instant()));
    }

    /** The pod as the API server has it now, if it is still the same one. */
    Optional<Pod> fetch(Pod pod) {
        return Optional.ofNullable(tools.client()
                        .pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .get())
                .filter(found ->
                        found.getMetadata().getUid().equals(pod.getMetadata().getUid()));
    }

    /** Takes a pod whose processes have ended out of the API; never another pod of the same name. */
    void remove(Pod pod) {
        try {
            tools.client()
                    .raw(
                            "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                                    + pod.getMetadata().getName(),
                            "DELETE",
                            new DeleteOptionsBuilder()
                                    .withGracePeriodSeconds(0L)
                                    .withNewPreconditions(
                                            null, pod.getMetadata().getUid())
                                    .build());
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) {
                throw e;
            }
        }
    }
}
