package dev.cortexllm.sandbox.kubelet;

import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.kubelet.service.ServiceRoute;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a kubelet is told at its start.
 *
 * @param nodeName name of its Node
 * @param stateDirectory where logs, volumes and process records are kept; one kubelet at a time
 * @param runtimes how images run
 * @param labels put on the Node beside the well-known ones
 * @param capacity resources of the Node beside or instead of this machine's cpu, memory and 110 pods
 * @param services Services to forward to
 * @param backoff how long restarts are held back
 */
public record KubeletOptions(
        String nodeName,
        Path stateDirectory,
        RuntimeCatalog runtimes,
        Map<String, String> labels,
        Map<String, Quantity> capacity,
        List<ServiceRoute> services,
        RestartBackoff backoff) {
    /** Makes the state directory absolute: processes have other working directories. */
    public KubeletOptions {
        stateDirectory = stateDirectory.toAbsolutePath().normalize();
        labels = Map.copyOf(labels);
        capacity = Map.copyOf(capacity);
        services = List.copyOf(services);
    }
}
