package dev.cortexllm.sandbox.kubelet;

import static dev.cortexllm.sandbox.kubelet.Pods.isReady;
import static dev.cortexllm.sandbox.kubelet.Pods.main;
import static dev.cortexllm.sandbox.kubelet.Pods.pid;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How pods end: in order, in time, and anew after a restart of the kubelet. */
@Timeout(60)
class PodEndTest {
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
    void stopsAPodWithItsHooksWithinTheGracePeriodAndRemovesIt() throws IOException {
        node.create("leaver", """
                volumes: [{name: kept, hostPath: {path: /kept}}]
                terminationGracePeriodSeconds: 20
                initContainers:
                - name: sidecar
                  image: local/sh
                  restartPolicy: Always
                  args: [-c, 'trap "echo sidecar >> /kept/end; exit 0" TERM; sleep 1000 & wait']
                  volumeMounts: [{name: kept, mountPath: /kept}]
                containers:
                - name: main
                  image: local/sh
                  args: [-c, 'trap "echo main >> /kept/end; exit 0" TERM; touch /kept/up; sleep 1000 & wait']
                  readinessProbe: {periodSeconds: 1, exec: {command: [test, -f, /kept/up]}}
                  lifecycle: {preStop: {exec: {command: [sh, -c, 'echo hook >> /kept/end']}}}
                  volumeMounts: [{name: kept, mountPath: /kept}]
                """);
        Pod pod = node.await("leaver", Pods::isReady);
        node.pods().withName("leaver").delete();
        node.pods().withName("leaver").waitUntilCondition(java.util.Objects::isNull, 20, TimeUnit.SECONDS);
        assertThat(Files.readString(state.resolve("host/kept/end"))).isEqualTo("hook\nmain\nsidecar\n");
        assertThat(ProcessHandle.of(pid(pod))).isEmpty();
    }

    @Test
    void killsWhatDoesNotEndInTimeAndPodsThatDisappear() {
        for (String name : List.of("stubborn", "vanishing")) {
            node.create(name, """
                    containers:
                    - name: main
                      image: local/sh
                      args: [-c, 'trap "" TERM; touch up; while true; do sleep 1; done']
                      readinessProbe: {periodSeconds: 1, exec: {command: [test, -f, up]}}
                    """);
        }
        long stubborn = pid(node.await("stubborn", Pods::isReady));
        long vanishing = pid(node.await("vanishing", Pods::isReady));
        node.pods().withName("stubborn").withGracePeriod(1).delete();
        node.pods().withName("vanishing").withGracePeriod(0).delete();
        ProcessHandle.of(stubborn).ifPresent(process -> process.onExit().join());
        ProcessHandle.of(vanishing).ifPresent(process -> process.onExit().join());
        node.pods().withName("stubborn").waitUntilCondition(java.util.Objects::isNull, 20, TimeUnit.SECONDS);
    }

    @Test
    void startsPodsAnewAfterARestart() throws IOException {
        node.create("durable", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        Pod before = node.await("durable", Pods::isReady);
        node.kubelet().close();
        assertThat(ProcessHandle.of(pid(before))).isEmpty();
        node.startKubelet();
        Pod after = node.await("durable", pod -> isReady(pod) && main(pod).getRestartCount() == 1);
        assertThat(pid(after)).isNotEqualTo(pid(before));
        assertThat(after.getStatus().getPodIP()).isEqualTo(before.getStatus().getPodIP());
        assertThat(main(after).getLastState().getTerminated().getReason()).isEqualTo("ContainerStatusUnknown");
    }
}
