package dev.cortexllm.sandbox.kubelet;

import static dev.cortexllm.sandbox.kubelet.Pods.condition;
import static dev.cortexllm.sandbox.kubelet.Pods.eventually;
import static dev.cortexllm.sandbox.kubelet.Pods.isReady;
import static dev.cortexllm.sandbox.kubelet.Pods.main;
import static dev.cortexllm.sandbox.kubelet.Pods.pid;
import static dev.cortexllm.sandbox.kubelet.Pods.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of pods, from binding to removal: real processes, on the embedded API server. */
@Timeout(60)
class PodLifeTest {
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
    void runsAPodFromBindingToReadyAndRestartsAContainerKilledFromOutside() {
        node.create("worker", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        Pod ready = node.await("worker", Pods::isReady);
        assertThat(ready.getSpec().getNodeName()).isEqualTo("sandbox");
        assertThat(ready.getStatus().getPhase()).isEqualTo("Running");
        assertThat(ready.getStatus().getPodIP()).startsWith("127.").isNotEqualTo("127.0.0.1");

        ProcessHandle.of(pid(ready)).orElseThrow().destroyForcibly();
        Pod again = node.await("worker", pod -> main(pod).getRestartCount() == 1 && isReady(pod));
        assertThat(main(again).getLastState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(pid(again)).isNotEqualTo(pid(ready));
    }

    @Test
    void runsInitContainersInOrderBeforeTheMainOneAndReportsTheEnd() throws IOException {
        node.create("job", """
                restartPolicy: Never
                volumes: [{name: shared, emptyDir: {}}, {name: kept, hostPath: {path: /kept}}]
                initContainers:
                - {name: one, image: local/sh, args: [-c, 'echo one >> /shared/log'], volumeMounts: [{name: shared, mountPath: /shared}]}
                - {name: two, image: local/sh, args: [-c, 'echo two >> /shared/log'], volumeMounts: [{name: shared, mountPath: /shared}]}
                containers:
                - name: main
                  image: local/sh
                  env: [{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}, {name: OUT, value: /kept/result}]
                  args: [-c, 'cat /shared/log > $OUT; echo $NODE $(OUT) >> $OUT; exit 3']
                  volumeMounts: [{name: shared, mountPath: /shared}, {name: kept, mountPath: /kept}]
                """);
        Pod failed = node.await("job", pod -> "Failed".equals(pod.getStatus().getPhase()));
        assertThat(main(failed).getState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(main(failed).getState().getTerminated().getReason()).isEqualTo("Error");
        Path result = state.resolve("host/kept/result");
        assertThat(Files.readString(result)).isEqualTo("one\ntwo\nsandbox " + result + "\n");
        assertThat(condition(failed, "Initialized").getStatus()).isEqualTo("True");
        assertThat(condition(failed, "Ready").getReason()).isEqualTo("PodFailed");
    }

    @Test
    void restartsAContainerWhoseLivenessProbeFails() {
        node.create("ailing", """
                containers:
                - name: main
                  image: local/sh
                  args: [-c, 'exec sleep 1000']
                  livenessProbe: {periodSeconds: 1, failureThreshold: 1, exec: {command: [test, -f, /nonexistent]}}
                """);
        Pod pod = node.await("ailing", found -> main(found).getRestartCount() >= 1);
        assertThat(main(pod).getLastState().getTerminated().getExitCode()).isEqualTo(143);
        eventually(() -> node.reasons("ailing").containsAll(List.of("Unhealthy", "Killing")));
    }

    @Test
    void tellsWhyAContainerCannotStart() {
        node.create("unknown", "containers: [{name: main, image: other/thing}]");
        node.create("unset", "containers: [{name: main, image: local/sh, envFrom: [{secretRef: {name: absent}}]}]");
        Pod unknown = node.await("unknown", pod -> waiting(pod, "ImagePullBackOff"));
        assertThat(main(unknown).getState().getWaiting().getMessage()).contains("other/thing", "no runtime in test");
        Pod unset = node.await("unset", pod -> waiting(pod, "CreateContainerConfigError"));
        assertThat(main(unset).getState().getWaiting().getMessage()).isEqualTo("secret \"absent\" not found");
    }

    @Test
    void writesNoStatusThatDidNotChange() {
        node.create("calm", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        node.await("calm", Pods::isReady);
        long writes = node.statusWrites("calm");
        assertThat(writes).isPositive();
        node.pods()
                .withName("calm")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"seen\":\"yes\"}}}");
        node.create("later", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        node.await("later", Pods::isReady);
        assertThat(node.statusWrites("calm")).isEqualTo(writes);
    }
}
