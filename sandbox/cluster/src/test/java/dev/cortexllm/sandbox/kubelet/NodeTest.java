package dev.cortexllm.sandbox.kubelet;

import static dev.cortexllm.sandbox.kubelet.Pods.condition;
import static dev.cortexllm.sandbox.kubelet.Pods.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.SocketException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the kubelet is to the cluster: a node, its scheduler and its service proxy. */
@Timeout(60)
class NodeTest {
    @TempDir
    Path state;

    private SandboxNode node;

    @BeforeEach
    void start() throws IOException {
        node = SandboxNode.start(state, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void registersAReadyNodeWithALease() {
        Node registered = node.client().nodes().withName("sandbox").get();
        assertThat(registered.getMetadata().getLabels())
                .containsEntry("zone", "here")
                .containsKey("kubernetes.io/hostname");
        assertThat(registered.getStatus().getAllocatable()).containsEntry("nvidia.com/gpu", new Quantity("1"));
        assertThat(registered.getStatus().getConditions())
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
        assertThat(node.client()
                        .leases()
                        .inNamespace("kube-node-lease")
                        .withName("sandbox")
                        .get()
                        .getSpec()
                        .getRenewTime())
                .isNotNull();
    }

    @Test
    void refusesWhatDoesNotFitUntilThereIsRoom() {
        String gpu = "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000'],"
                + " resources: {limits: {nvidia.com/gpu: 1}}}]";
        node.create("first", gpu);
        node.await("first", Pods::isReady);
        node.create("second", gpu);
        Pod refused =
                node.await("second", pod -> !pod.getStatus().getConditions().isEmpty());
        assertThat(condition(refused, "PodScheduled"))
                .returns("False", PodCondition::getStatus)
                .returns("Unschedulable", PodCondition::getReason)
                .returns("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", PodCondition::getMessage);
        eventually(() -> node.reasons("second").contains("FailedScheduling"));
        node.pods().withName("first").delete();
        node.await("second", Pods::isReady);
    }

    @Test
    void bindsAPodOnceTheLabelsOfTheNodeMatch() {
        node.create(
                "picky",
                "{nodeSelector: {tier: fast}, containers: [{name: main, image: local/sh, args: [-c, 'sleep 1000']}]}");
        node.await("picky", pod -> !pod.getStatus().getConditions().isEmpty());
        node.client()
                .nodes()
                .withName("sandbox")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"tier\":\"fast\"}}}");
        node.await("picky", Pods::isReady);
    }

    @Test
    void forwardsAServiceToItsReadyPods() throws Exception {
        node.create("hello", """
                containers:
                - name: main
                  image: local/hello
                  args: ['8080']
                  ports: [{name: web, containerPort: 8080}]
                  startupProbe: {periodSeconds: 1, failureThreshold: 30, tcpSocket: {port: web}}
                  readinessProbe: {periodSeconds: 1, httpGet: {path: /, port: web}}
                """);
        node.client().resource("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: web}
                        spec: {selector: {app: hello}, ports: [{name: http, port: 80, targetPort: web}]}
                        """).create();
        Pod pod = node.await("hello", Pods::isReady);
        URL url = new URL(
                "http://127.0.0.1:" + node.kubelet().serviceAddresses().get(0).getPort() + "/");
        eventually(() -> {
            try (var in = url.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .equals(pod.getStatus().getPodIP());
            } catch (SocketException e) {
                return false; // the proxy has not seen the Service or the pod's readiness yet
            }
        });
    }
}
