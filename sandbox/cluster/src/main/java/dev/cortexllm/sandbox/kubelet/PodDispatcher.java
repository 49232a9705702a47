package dev.cortexllm.sandbox.kubelet;

import dev.cortexllm.sandbox.kubelet.pod.PodWorker;
import dev.cortexllm.sandbox.kubelet.pod.WorkerTools;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Gives each pod of the node its worker, and each worker the news of its pod. */
final class PodDispatcher implements ResourceEventHandler<Pod> {
    private final String nodeName;
    private final Map<String, Quantity> allocatable;
    private final WorkerTools tools;
    private final Runnable changed;
    private final PodAddresses addresses = new PodAddresses();
    private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
    private volatile boolean leaving;

    /** @param changed called after every change of any pod, for the binder */
    PodDispatcher(String nodeName, Map<String, Quantity> allocatable, WorkerTools tools, Runnable changed) {
        this.nodeName = nodeName;
        this.allocatable = allocatable;
        this.tools = tools;
        this.changed = changed;
    }

    @Override
    public void onAdd(Pod pod) {
        if (nodeName.equals(pod.getSpec().getNodeName()) && !leaving) {
            workers.computeIfAbsent(pod.getMetadata().getUid(), uid -> begin(pod))
                    .update(pod);
        }
        changed.run();
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        // A pod of a StatefulSet may be replaced by its namesake while the watch was down.
        if (!before.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
            onDelete(before, true);
        }
        onAdd(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        PodWorker worker = workers.get(pod.getMetadata().getUid());
        if (worker != null) {
            worker.gone();
        }
        changed.run();
    }

    private PodWorker begin(Pod pod) {
        String earlier = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        String address = addresses.allocate(pod.getMetadata().getUid(), earlier);
        PodPlace place = new PodPlace(nodeName, NodeObjects.HOST_IP, address, allocatable);
        PodWorker worker = new PodWorker(pod, place, tools, () -> {
            workers.remove(pod.getMetadata().getUid());
            addresses.release(address);
        });
        worker.start();
        return worker;
    }

    /** Stops all processes; completes when none is left. */
    CompletableFuture<Void> leave(Duration grace) {
        leaving = true;
        return CompletableFuture.allOf(
                workers.values().stream().map(worker -> worker.leave(grace)).toArray(CompletableFuture[]::new));
    }
}
