package dev.cortexllm.sandbox.kubelet;

import static dev.cortexllm.sandbox.kubelet.Pods.awaitFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of pods behind a headless Service, which a cluster's DNS would know. */
@Timeout(60)
class PodNamesTest {
    @TempDir
    Path state;

    private SandboxNode node;

    @BeforeEach
    void start() throws IOException {
        node = SandboxNode.start(state, Clock.systemUTC());
        node.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("group")
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP("None")
                        .withSelector(Map.of("app", "leader"))
                        .endSpec()
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void areAddressesInVariablesOnceTheirPodHasOne() throws Exception {
        node.create("worker", pod("worker", "leader.group.default"));
        node.await("worker", pod -> "ContainerCreating".equals(waiting(pod)));
        node.create("leader", pod("leader", "leader.group.default.svc.cluster.local"));
        Pod leader = node.await("leader", Pods::isReady);
        Pod worker = node.await("worker", Pods::isReady);
        assertThat(worker.getStatus().getContainerStatuses().get(0).getRestartCount())
                .isZero();
        awaitFile(state.resolve("pods/default_leader/told"), leader.getStatus().getPodIP());
        awaitFile(state.resolve("pods/default_worker/told"), leader.getStatus().getPodIP());
    }

    @Test
    void whatIsNoSuchNameStaysAsItIs() throws Exception {
        node.create("other", pod("other", "leader.nothing.default"));
        node.await("other", Pods::isReady);
        awaitFile(state.resolve("pods/default_other/told"), "leader.nothing.default");
    }

    private static String pod(String name, String leader) {
        return """
                hostname: %s
                subdomain: group
                containers:
                - name: main
                  image: local/sh
                  args: [-c, 'printf %%s "$LEADER" > told; exec sleep 1000']
                  env: [{name: LEADER, value: %s}]
                """.formatted(name, leader);
    }

    private static String waiting(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(status -> status.getState().getWaiting())
                .filter(state -> state != null)
                .map(state -> state.getReason())
                .findFirst()
                .orElse(null);
    }
}
