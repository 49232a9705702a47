package dev.cortexllm.sandbox.kubelet.pod;

import dev.cortexllm.sandbox.kubelet.probe.CheckTarget;
import dev.cortexllm.sandbox.kubelet.reference.MissingReferenceException;
import dev.cortexllm.sandbox.kubelet.reference.PodNames;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerEnvironment;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerRuntime;
import dev.cortexllm.sandbox.kubelet.runtime.LaunchPlan;
import dev.cortexllm.sandbox.kubelet.runtime.MountPaths;
import dev.cortexllm.sandbox.kubelet.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Starts the containers of a pod, or says in their status why they cannot be started. */
final class ContainerStarter {
    private final PodPlace place;
    private final WorkerTools tools;
    private final PodVolumes volumes;
    private final Path directory;
    private final PodNames names;

    /** @param directory working directory of the processes */
    ContainerStarter(PodPlace place, WorkerTools tools, PodVolumes volumes, Path directory) {
        this.place = place;
        this.tools = tools;
        this.volumes = volumes;
        this.directory = directory;
        this.names = new PodNames(tools.client());
    }

    void start(Pod pod, ContainerUnit unit) {
        Container container = unit.container();
        Optional<ContainerRuntime> runtime = tools.runtimes().find(container.getImage());
        if (runtime.isEmpty()) {
            unit.refused(
                    "ErrImagePull",
                    "Failed to pull image \"" + container.getImage() + "\": no runtime in "
                            + tools.runtimes().origin() + " matches it");
            return;
        }
        try {
            Map<String, String> environment = names.resolve(
                    pod, place.podIp(), new ContainerEnvironment(pod, place, tools.objects()).of(container));
            Path log = unit.log();
            TerminationMessage.prepare(container, log);
            MountPaths mounts = volumes.mounts(container, environment)
                    .and(TerminationMessage.path(container), TerminationMessage.file(container, log));
            LaunchPlan launch = LaunchPlan.of(runtime.get(), pod, container, place, environment, mounts);
            unit.event(false, "Pulled", "Container image \"" + container.getImage() + "\" stands for a local program");
            unit.start(new CheckTarget(container, place.podIp(), launch, mounts, directory));
        } catch (PodNames.UnknownYet e) {
            // A cluster's DNS would answer later; here the container starts later.
            unit.refused("ContainerCreating", e.getMessage());
        } catch (MissingReferenceException e) {
            unit.refused("CreateContainerConfigError", e.getMessage());
        } catch (IOException e) {
            unit.refused("RunContainerError", e.getMessage());
        }
    }
}
