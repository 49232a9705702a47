package dev.cortexllm.sandbox.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Engines that do not come up say why: in the status, calmly, and in one Event. */
class TroubleIT {
    @RegisterExtension
    static final TwoNodes CLUSTER = new TwoNodes("");

    @Test
    void anEngineThatCrashesOverAndOver() {
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: crashing}
                spec:
                  engine: {type: VLLM, version: "0.19.1", image: local/sh}
                  model: {name: tiny, source: "hf://acme/tiny"}
                  podTemplate:
                    spec:
                      containers:
                      - name: engine
                        args:
                        - -c
                        - |
                          echo "(APIServer pid=$$$$) INFO 03-02 10:11:12 [api_server.py:1] starting"
                          echo "(EngineCore_DP0 pid=$$$$) ERROR 03-02 10:11:13 [core.py:866] ValueError: no weights here"
                          echo "(APIServer pid=$$$$) RuntimeError: Engine core initialization failed. See root cause above."
                          exit 1
                """);
        String why = "0 of 1 replicas answer; container engine of pod " + pod("crashing")
                + " failed, exit code 1: ValueError: no weights here";
        await().atMost(TwoNodes.SOON).ignoreExceptions().untilAsserted(() -> assertThat(condition("crashing", "Ready"))
                .isEqualTo("False CrashLoopBackOff " + why));
        Condition ready = find("crashing", "Ready");
        int restarts = restarts("crashing");
        await("it goes on crashing").atMost(TwoNodes.SOON).until(() -> restarts("crashing") >= restarts + 2);
        assertThat(find("crashing", "Ready")).as("nothing has changed").isEqualTo(ready);
        assertThat(condition("crashing", "Degraded")).startsWith("True CrashLoopBackOff ");
        assertThat(condition("crashing", "EndpointsReady")).startsWith("False CrashLoopBackOff ");
        assertThat(condition("crashing", "Scheduled")).startsWith("True");
        assertThat(events("crashing", "CrashLoopBackOff")).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getMessage()).isEqualTo(why);
        });
        assertThat(events("crashing", "EngineFailed")).hasSizeLessThanOrEqualTo(1);
        CLUSTER.client()
                .resource(CLUSTER.get(ModelDeployment.class, "crashing"))
                .delete();
    }

    @Test
    void aPodThatFitsOnNoNode() {
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: nowhere}
                spec:
                  model: {name: tiny, source: "hf://acme/tiny"}
                  gpus: 8
                  nodeSelector: {nvidia.com/gpu.product: NVIDIA-H200}
                """);
        await().atMost(TwoNodes.SOON).ignoreExceptions().untilAsserted(() -> assertThat(condition("nowhere", "Ready"))
                .startsWith("False Unschedulable 0 of 1 replicas answer; pod " + pod("nowhere")
                        + " (8 nvidia.com/gpu, nvidia.com/gpu.product=NVIDIA-H200) fits on no node: 0/")
                .contains("node(s) didn't match Pod's node affinity/selector"));
        assertThat(condition("nowhere", "Scheduled")).startsWith("False Unschedulable");
        assertThat(condition("nowhere", "Degraded")).startsWith("True Unschedulable");
        assertThat(events("nowhere", "Unschedulable")).hasSize(1);
        CLUSTER.client().resource(CLUSTER.get(ModelDeployment.class, "nowhere")).delete();
    }

    private static String condition(String name, String type) {
        Condition found = find(name, type);
        return found.status() + " " + found.reason() + " " + found.message();
    }

    private static Condition find(String name, String type) {
        return CLUSTER.get(ModelDeployment.class, name).getStatus().conditions().stream()
                .filter(c -> c.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String pod(String deployment) {
        return await().atMost(TwoNodes.SOON)
                .until(() -> pods(deployment), pods -> pods.size() == 1)
                .get(0)
                .getMetadata()
                .getName();
    }

    private static List<Pod> pods(String deployment) {
        return CLUSTER.pods("engine").stream()
                .filter(pod -> pod.getMetadata()
                        .getLabels()
                        .get("app.kubernetes.io/instance")
                        .equals(deployment))
                .toList();
    }

    private static int restarts(String deployment) {
        return pods(deployment).get(0).getStatus().getContainerStatuses().get(0).getRestartCount();
    }

    private static List<Event> events(String name, String reason) {
        return CLUSTER.client().v1().events().inNamespace(CLUSTER.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("ModelDeployment")
                        && event.getInvolvedObject().getName().equals(name)
                        && event.getReason().equals(reason))
                .toList();
    }
}
