package dev.cortexllm.sandbox.kubelet;

import static dev.cortexllm.sandbox.kubelet.Pods.awaitFile;
import static dev.cortexllm.sandbox.kubelet.Pods.eventually;
import static dev.cortexllm.sandbox.kubelet.Pods.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of Secrets and tokens, which change while their pod runs. */
@Timeout(60)
class PodFilesTest {
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
    void swapsSecretFilesWhenAnOptionalSecretAppearsAndChanges() throws Exception {
        node.create("reader", """
                volumes: [{name: keys, secret: {secretName: keys, optional: true}}]
                containers:
                - name: main
                  image: local/sh
                  args: [-c, 'echo $KEYS > $(KEYS)/../../../../where; exec sleep 1000']
                  env: [{name: KEYS, value: /etc/keys}]
                  volumeMounts: [{name: keys, mountPath: /etc/keys}]
                """);
        Pod pod = node.await("reader", Pods::isReady);
        Path keys =
                state.resolve("pods/default_reader/volumes/" + pod.getMetadata().getUid() + "/keys");
        assertThat(keys.resolve("..data")).isSymbolicLink().isEmptyDirectory();

        node.client().secrets().resource(secret(Map.of("a", "1", "b", "2"))).create();
        awaitFile(keys.resolve("a"), "1");
        assertThat(keys.resolve("b")).hasContent("2");
        node.client().secrets().resource(secret(Map.of("a", "3"))).update();
        awaitFile(keys.resolve("a"), "3");
        eventually(() -> !Files.exists(keys.resolve("b"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aClaimHasAFolderFromItsBirthToItsEnd() throws IOException {
        node.create("writer", """
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                restartPolicy: Never
                containers:
                - name: main
                  image: local/sh
                  args: [-c, 'echo kept > /data/file; printf "the end" > /dev/termination-log; exit 3']
                  volumeMounts: [{name: data, mountPath: /data}]
                """);
        node.await("writer", pod -> Pods.scheduling(pod).contains("persistentvolumeclaim \"data\" not found"));
        node.client().resource("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: default}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """).create();
        Pod over = node.await("writer", pod -> "Failed".equals(pod.getStatus().getPhase()));
        assertThat(over.getStatus().getContainerStatuses().get(0).getState().getTerminated())
                .satisfies(end -> {
                    assertThat(end.getExitCode()).isEqualTo(3);
                    assertThat(end.getMessage()).isEqualTo("the end");
                });
        Path folder = state.resolve("claims/default_data");
        assertThat(folder.resolve("file")).hasContent("kept");
        node.client()
                .persistentVolumeClaims()
                .inNamespace("default")
                .withName("data")
                .delete();
        eventually(() -> !Files.exists(folder));
        eventually(() -> node.client().persistentVolumes().list().getItems().isEmpty());
    }

    @Test
    void mountsTokensAndRenewsThemInTime() throws IOException {
        // the shortest life that may be asked for is 600 s: on a server whose clock is behind it ends in 2 s
        node.close();
        node = SandboxNode.start(state, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-598)));
        node.create("caller", """
                volumes:
                - name: token
                  projected: {sources: [{serviceAccountToken: {path: token, audience: router, expirationSeconds: 600}}]}
                containers:
                - {name: main, image: local/sh, args: [-c, 'exec sleep 1000'], volumeMounts: [{name: token, mountPath: /t}]}
                """);
        Pod pod = node.await("caller", Pods::isReady);
        Path token =
                state.resolve("pods/default_caller/volumes/" + pod.getMetadata().getUid() + "/token/token");
        String first = Files.readString(token);
        assertThat(first).isNotBlank();
        eventually(() -> !Files.readString(token).equals(first));
    }
}
