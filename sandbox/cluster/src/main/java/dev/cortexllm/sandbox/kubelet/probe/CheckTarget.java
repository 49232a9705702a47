package dev.cortexllm.sandbox.kubelet.probe;

import dev.cortexllm.sandbox.kubelet.runtime.LaunchPlan;
import dev.cortexllm.sandbox.kubelet.runtime.MountPaths;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.nio.file.Path;
import java.util.List;

/**
 * The running container that checks are made against.
 *
 * @param container its spec, for named ports
 * @param podIp where it listens
 * @param launch how it was started; commands are executed with the same environment
 * @param mounts rewrites paths in commands
 * @param directory working directory, also for the output of commands
 */
public record CheckTarget(Container container, String podIp, LaunchPlan launch, MountPaths mounts, Path directory) {
    LaunchPlan executing(List<String> words) {
        return launch.executing(words, mounts);
    }

    /** @throws IllegalArgumentException when the container has no port of that name */
    int port(IntOrString port) {
        if (port.getIntVal() != null) {
            return port.getIntVal();
        }
        return container.getPorts().stream()
                .filter(candidate -> port.getStrVal().equals(candidate.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "container \"" + container.getName() + "\" has no port \"" + port.getStrVal() + "\""));
    }
}
