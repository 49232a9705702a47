package dev.cortexllm.sandbox.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The two commands that change what runs: those of the kubectl on the PATH, or the same calls where there is none. */
record Kubectl(Path kubeconfig, String namespace, KubernetesClient client) {
    void rolloutRestart(String deployment) throws IOException, InterruptedException {
        if (run("rollout", "restart", "deployment/" + deployment).isEmpty()) {
            client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(deployment)
                    .rolling()
                    .restart();
        }
    }

    void drain(String node) throws IOException, InterruptedException {
        Optional<String> said = run("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=120s");
        if (said.isEmpty()) {
            client.nodes().withName(node).edit(n -> {
                n.getSpec().setUnschedulable(true);
                return n;
            });
            evictAll(node);
        }
    }

    private void evictAll(String node) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    List<Pod> left = client.pods()
                            .inAnyNamespace()
                            .withField("spec.nodeName", node)
                            .list()
                            .getItems();
                    left.stream()
                            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                            .forEach(this::evict);
                    return left.isEmpty();
                });
    }

    private void evict(Pod pod) {
        try {
            client.raw(
                    "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                            + pod.getMetadata().getName() + "/eviction",
                    "POST",
                    new EvictionBuilder()
                            .withNewMetadata()
                            .withName(pod.getMetadata().getName())
                            .withNamespace(pod.getMetadata().getNamespace())
                            .endMetadata()
                            .build());
        } catch (KubernetesClientException e) {
            if (e.getCode() != 429 && e.getCode() != 404) {
                throw e;
            }
        }
    }

    /** What a command printed; empty when there is no kubectl. */
    private Optional<String> run(String... arguments) throws IOException, InterruptedException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(program.get().toString(), "-n", namespace));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        System.out.println(Instant.now() + " " + String.join(" ", arguments) + "\n" + output);
        return Optional.of(output);
    }
}
