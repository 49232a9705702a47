package dev.cortexllm.sandbox.kubelet;

import static dev.cortexllm.sandbox.kubelet.Pods.awaitFile;
import static dev.cortexllm.sandbox.kubelet.Pods.condition;
import static dev.cortexllm.sandbox.kubelet.Pods.eventually;
import static dev.cortexllm.sandbox.kubelet.Pods.isReady;
import static dev.cortexllm.sandbox.kubelet.Pods.main;
import static dev.cortexllm.sandbox.kubelet.Pods.pid;
import static dev.cortexllm.sandbox.kubelet.Pods.secret;
import static dev.cortexllm.sandbox.kubelet.Pods.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerRuntime;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.kubelet.service.ServiceRoute;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.SocketException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole pods: real processes, an API server in memory. */
@Timeout(60)
class KubeletTest {
    private static final List<String> HELLO = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HelloServer.class.getName());

    @TempDir
    Path state;

    private FakeApiServer server;
    private KubernetesClient client;
    private Kubelet kubelet;

    @BeforeEach
    void start() throws IOException {
        server = new FakeApiServer();
        client = server.client();
        kubelet = Kubelet.start(client, options());
    }

    @AfterEach
    void stop() {
        kubelet.close();
        client.close();
        server.close();
    }

    private KubeletOptions options() {
        return new KubeletOptions(
                "sandbox",
                state,
                new RuntimeCatalog(
                        "test",
                        List.of(
                                new ContainerRuntime("local/sh", List.of("sh"), List.of(), Map.of(), false),
                                new ContainerRuntime("local/hello", HELLO, List.of("$(POD_IP)"), Map.of(), true))),
                Map.of("zone", "here"),
                Map.of("nvidia.com/gpu", new Quantity("1")),
                List.of(ServiceRoute.parse("default/web:http=127.0.0.1:0")),
                new RestartBackoff(Duration.ofMillis(50), Duration.ofMillis(200)));
    }

    @Test
    void registersAReadyNodeWithALease() {
        var node = client.nodes().withName("sandbox").get();
        assertThat(node.getMetadata().getLabels()).containsEntry("zone", "here").containsKey("kubernetes.io/hostname");
        assertThat(node.getStatus().getAllocatable()).containsEntry("nvidia.com/gpu", new Quantity("1"));
        assertThat(node.getStatus().getConditions())
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
        assertThat(client.leases()
                        .inNamespace("kube-node-lease")
                        .withName("sandbox")
                        .get()
                        .getSpec()
                        .getRenewTime())
                .isNotNull();
    }

    @Test
    void runsAPodFromBindingToReadyAndRestartsAContainerKilledFromOutside() {
        create("worker", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        Pod ready = await("worker", Pods::isReady);
        assertThat(ready.getSpec().getNodeName()).isEqualTo("sandbox");
        assertThat(ready.getStatus().getPhase()).isEqualTo("Running");
        assertThat(ready.getStatus().getPodIP()).startsWith("127.").isNotEqualTo("127.0.0.1");

        ProcessHandle.of(pid(ready)).orElseThrow().destroyForcibly();
        Pod again = await("worker", pod -> main(pod).getRestartCount() == 1 && isReady(pod));
        assertThat(main(again).getLastState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(pid(again)).isNotEqualTo(pid(ready));
    }

    @Test
    void runsInitContainersInOrderBeforeTheMainOneAndReportsTheEnd() throws IOException {
        create("job", """
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
        Pod failed = await("job", pod -> "Failed".equals(pod.getStatus().getPhase()));
        assertThat(main(failed).getState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(main(failed).getState().getTerminated().getReason()).isEqualTo("Error");
        Path result = state.resolve("host/kept/result");
        assertThat(Files.readString(result)).isEqualTo("one\ntwo\nsandbox " + result + "\n");
        assertThat(condition(failed, "Initialized").getStatus()).isEqualTo("True");
        assertThat(condition(failed, "Ready").getReason()).isEqualTo("PodFailed");
    }

    @Test
    void swapsSecretFilesWhenAnOptionalSecretAppearsAndChanges() throws Exception {
        create("reader", """
                volumes: [{name: keys, secret: {secretName: keys, optional: true}}]
                containers:
                - name: main
                  image: local/sh
                  args: [-c, 'echo $KEYS > $(KEYS)/../../../../where; exec sleep 1000']
                  env: [{name: KEYS, value: /etc/keys}]
                  volumeMounts: [{name: keys, mountPath: /etc/keys}]
                """);
        Pod pod = await("reader", Pods::isReady);
        Path keys =
                state.resolve("pods/default_reader/volumes/" + pod.getMetadata().getUid() + "/keys");
        assertThat(keys.resolve("..data")).isSymbolicLink().isEmptyDirectory();

        client.secrets().resource(secret(Map.of("a", "1", "b", "2"))).create();
        awaitFile(keys.resolve("a"), "1");
        assertThat(keys.resolve("b")).hasContent("2");
        client.secrets().resource(secret(Map.of("a", "3"))).update();
        awaitFile(keys.resolve("a"), "3");
        eventually(() -> !Files.exists(keys.resolve("b"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void mountsTokensAndRenewsThemInTime() throws Exception {
        server.tokenSeconds(2);
        create("caller", """
                volumes:
                - name: token
                  projected: {sources: [{serviceAccountToken: {path: token, audience: router, expirationSeconds: 600}}]}
                containers:
                - {name: main, image: local/sh, args: [-c, 'exec sleep 1000'], volumeMounts: [{name: token, mountPath: /t}]}
                """);
        Pod pod = await("caller", Pods::isReady);
        Path token =
                state.resolve("pods/default_caller/volumes/" + pod.getMetadata().getUid() + "/token/token");
        assertThat(token).hasContent("token-1");
        awaitFile(token, "token-2");
    }

    @Test
    void stopsAPodWithItsHooksWithinTheGracePeriodAndRemovesIt() throws IOException {
        create("leaver", """
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
        Pod pod = await("leaver", Pods::isReady);
        client.pods().withName("leaver").delete();
        client.pods().withName("leaver").waitUntilCondition(java.util.Objects::isNull, 20, TimeUnit.SECONDS);
        assertThat(Files.readString(state.resolve("host/kept/end"))).isEqualTo("hook\nmain\nsidecar\n");
        assertThat(ProcessHandle.of(pid(pod))).isEmpty();
    }

    @Test
    void killsWhatDoesNotEndInTimeAndPodsThatDisappear() {
        for (String name : List.of("stubborn", "vanishing")) {
            create(name, """
                    containers:
                    - name: main
                      image: local/sh
                      args: [-c, 'trap "" TERM; touch up; while true; do sleep 1; done']
                      readinessProbe: {periodSeconds: 1, exec: {command: [test, -f, up]}}
                    """);
        }
        long stubborn = pid(await("stubborn", Pods::isReady));
        long vanishing = pid(await("vanishing", Pods::isReady));
        client.pods().withName("stubborn").withGracePeriod(1).delete();
        client.pods().withName("vanishing").withGracePeriod(0).delete();
        ProcessHandle.of(stubborn).ifPresent(process -> process.onExit().join());
        ProcessHandle.of(vanishing).ifPresent(process -> process.onExit().join());
        client.pods().withName("stubborn").waitUntilCondition(java.util.Objects::isNull, 20, TimeUnit.SECONDS);
    }

    @Test
    void restartsAContainerWhoseLivenessProbeFails() {
        create("ailing", """
                containers:
                - name: main
                  image: local/sh
                  args: [-c, 'exec sleep 1000']
                  livenessProbe: {periodSeconds: 1, failureThreshold: 1, exec: {command: [test, -f, /nonexistent]}}
                """);
        Pod pod = await("ailing", found -> main(found).getRestartCount() >= 1);
        assertThat(main(pod).getLastState().getTerminated().getExitCode()).isEqualTo(143);
        eventually(() -> reasons("ailing").containsAll(List.of("Unhealthy", "Killing")));
    }

    @Test
    void refusesWhatDoesNotFitUntilThereIsRoom() {
        String gpu = "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000'],"
                + " resources: {limits: {nvidia.com/gpu: 1}}}]";
        create("first", gpu);
        await("first", Pods::isReady);
        create("second", gpu);
        Pod refused = await("second", pod -> !pod.getStatus().getConditions().isEmpty());
        assertThat(condition(refused, "PodScheduled"))
                .returns("False", PodCondition::getStatus)
                .returns("Unschedulable", PodCondition::getReason)
                .returns("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", PodCondition::getMessage);
        eventually(() -> reasons("second").contains("FailedScheduling"));
        client.pods().withName("first").delete();
        await("second", Pods::isReady);
    }

    @Test
    void bindsAPodOnceTheLabelsOfTheNodeMatch() {
        create(
                "picky",
                "{nodeSelector: {tier: fast}, containers: [{name: main, image: local/sh, args: [-c, 'sleep 1000']}]}");
        await("picky", pod -> !pod.getStatus().getConditions().isEmpty());
        client.nodes()
                .withName("sandbox")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"tier\":\"fast\"}}}");
        await("picky", Pods::isReady);
    }

    @Test
    void tellsWhyAContainerCannotStart() {
        create("unknown", "containers: [{name: main, image: other/thing}]");
        create("unset", "containers: [{name: main, image: local/sh, envFrom: [{secretRef: {name: absent}}]}]");
        Pod unknown = await("unknown", pod -> waiting(pod, "ImagePullBackOff"));
        assertThat(main(unknown).getState().getWaiting().getMessage()).contains("other/thing", "no runtime in test");
        Pod unset = await("unset", pod -> waiting(pod, "CreateContainerConfigError"));
        assertThat(main(unset).getState().getWaiting().getMessage()).isEqualTo("secret \"absent\" not found");
    }

    @Test
    void forwardsAServiceToItsReadyPods() throws Exception {
        create("hello", """
                containers:
                - name: main
                  image: local/hello
                  args: ['8080']
                  ports: [{name: web, containerPort: 8080}]
                  startupProbe: {periodSeconds: 1, failureThreshold: 30, tcpSocket: {port: web}}
                  readinessProbe: {periodSeconds: 1, httpGet: {path: /, port: web}}
                """);
        client.resource("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: web}
                        spec: {selector: {app: hello}, ports: [{name: http, port: 80, targetPort: web}]}
                        """).create();
        Pod pod = await("hello", Pods::isReady);
        URL url =
                new URL("http://127.0.0.1:" + kubelet.serviceAddresses().get(0).getPort() + "/");
        eventually(() -> {
            try (var in = url.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .equals(pod.getStatus().getPodIP());
            } catch (SocketException e) {
                return false; // the proxy has not seen the Service or the pod's readiness yet
            }
        });
    }

    @Test
    void writesNoStatusThatDidNotChange() {
        create("calm", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        await("calm", Pods::isReady);
        client.pods()
                .withName("calm")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"seen\":\"yes\"}}}");
        create("later", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        await("later", Pods::isReady);
        assertThat(server.writes().stream()
                        .filter("PATCH pods/default/calm/status"::equals)
                        .count())
                .isLessThanOrEqualTo(2);
    }

    @Test
    void startsPodsAnewAfterARestart() throws IOException {
        create("durable", "containers: [{name: main, image: local/sh, args: [-c, 'exec sleep 1000']}]");
        Pod before = await("durable", Pods::isReady);
        kubelet.close();
        assertThat(ProcessHandle.of(pid(before))).isEmpty();
        kubelet = Kubelet.start(client, options());
        Pod after = await("durable", pod -> isReady(pod) && main(pod).getRestartCount() == 1);
        assertThat(pid(after)).isNotEqualTo(pid(before));
        assertThat(after.getStatus().getPodIP()).isEqualTo(before.getStatus().getPodIP());
        assertThat(main(after).getLastState().getTerminated().getReason()).isEqualTo("ContainerStatusUnknown");
    }

    private void create(String name, String spec) {
        String indented = spec.stripTrailing().replace("\n", "\n  ");
        client.resource("apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", labels: {app: " + name
                        + "}}\nspec:\n  " + indented)
                .create();
    }

    private Pod await(String name, Predicate<Pod> wanted) {
        return client.pods()
                .withName(name)
                .waitUntilCondition(
                        pod -> pod != null && pod.getStatus() != null && wanted.test(pod), 30, TimeUnit.SECONDS);
    }

    private List<String> reasons(String pod) {
        return client.v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(pod))
                .map(event -> event.getReason())
                .toList();
    }
}
