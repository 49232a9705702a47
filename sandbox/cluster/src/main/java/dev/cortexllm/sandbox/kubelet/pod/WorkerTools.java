package dev.cortexllm.sandbox.kubelet.pod;

import dev.cortexllm.sandbox.kubelet.probe.Checks;
import dev.cortexllm.sandbox.kubelet.reference.ClusterObjects;
import dev.cortexllm.sandbox.kubelet.report.EventRecorder;
import dev.cortexllm.sandbox.kubelet.report.PodStatusWriter;
import dev.cortexllm.sandbox.kubelet.runtime.ProcessLauncher;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.kubelet.volume.ClaimFolders;
import dev.cortexllm.sandbox.kubelet.volume.ServiceAccountTokens;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all pod workers share.
 *
 * @param pool lends threads to the workers
 * @param blocking lends threads to probes and hooks, which wait
 * @param timer only passes tasks on
 * @param stateDirectory holds {@code pods/}, {@code claims/} and {@code host/}
 * @param claims knows where claims are
 */
public record WorkerTools(
        KubernetesClient client,
        EventRecorder events,
        PodStatusWriter statuses,
        ClusterObjects objects,
        ServiceAccountTokens tokens,
        RuntimeCatalog runtimes,
        ProcessLauncher launcher,
        Checks checks,
        RestartBackoff backoff,
        Executor pool,
        Executor blocking,
        ScheduledExecutorService timer,
        Path stateDirectory,
        ClaimFolders claims,
        Clock clock) {}
