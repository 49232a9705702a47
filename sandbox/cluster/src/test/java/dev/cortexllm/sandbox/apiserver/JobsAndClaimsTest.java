package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobsAndClaimsTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void aJobIsCompleteWhenItsPodHasSucceededAndGoesWhenItsTimeIsUp() {
        create(job("ttlSecondsAfterFinished: 1"));
        Pod pod = pod(1);
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("batch.kubernetes.io/job-name", "load")
                .containsEntry("app", "load");
        assertThat(pod.getMetadata().getOwnerReferences().get(0).getKind()).isEqualTo("Job");
        end(pod, "Succeeded", 0);
        Cluster.eventually(job(), j -> j == null || ended(j, "Complete").isPresent());
        Cluster.eventuallyGone(job());
        await().atMost(Cluster.SOON).until(() -> pods().isEmpty());
    }

    @Test
    void anExitCodeCanEndAJobAtOnce() {
        create(job(
                "backoffLimit: 6, podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {containerName: main, operator:"
                        + " In, values: [3]}}]}"));
        end(pod(1), "Failed", 3);
        Job failed = Cluster.eventually(job(), j -> ended(j, "Failed").isPresent());
        assertThat(ended(failed, "Failed").orElseThrow().getReason()).isEqualTo("PodFailurePolicy");
        assertThat(failed.getStatus().getFailed()).isEqualTo(1);
        await().atMost(Cluster.SOON)
                .untilAsserted(() ->
                        assertThat(pods().get(0).getMetadata().getFinalizers()).isNullOrEmpty());
    }

    @Test
    void aJobGivesUpAfterSoManyFailures() {
        create(job("backoffLimit: 0"));
        end(pod(1), "Failed", 1);
        Job failed = Cluster.eventually(job(), j -> ended(j, "Failed").isPresent());
        assertThat(ended(failed, "Failed").orElseThrow().getReason()).isEqualTo("BackoffLimitExceeded");
    }

    @Test
    void podsGoWithTheirJobAndCannotBeChangedThroughIt() {
        create(job("backoffLimit: 0"));
        pod(1);
        assertThatThrownBy(() -> job().edit(j -> {
                    j.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("other:1");
                    return j;
                }))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("field is immutable");
        job().withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
        Cluster.eventuallyGone(job());
        await().atMost(Cluster.SOON).until(() -> pods().isEmpty());
    }

    @Test
    void aClaimIsBoundToTheVolumeThatIsMadeForItAndGrowsOnly() {
        create("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: %s}
                spec: {storageClassName: by-hand, accessModes: [ReadWriteMany], resources: {requests: {storage: 2Gi}}}
                """.formatted(CLUSTER.namespace()));
        String uid = claim().get().getMetadata().getUid();
        String volume = "pv-" + uid;
        create("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s}
                spec:
                  storageClassName: by-hand
                  accessModes: [ReadWriteMany]
                  capacity: {storage: 2Gi}
                  persistentVolumeReclaimPolicy: Retain
                  hostPath: {path: /nowhere}
                  claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: %s, name: data, uid: %s}
                """.formatted(volume, CLUSTER.namespace(), uid));
        PersistentVolumeClaim bound =
                Cluster.eventually(claim(), c -> "Bound".equals(c.getStatus().getPhase()));
        assertThat(bound.getSpec().getVolumeName()).isEqualTo(volume);
        assertThat(bound.getStatus().getCapacity()).containsEntry("storage", new Quantity("2Gi"));
        assertThatThrownBy(() -> claim().edit(c -> {
                    c.getSpec().getResources().setRequests(Map.of("storage", new Quantity("1Gi")));
                    return c;
                }))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("can not be less than status.capacity");

        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: user, namespace: %s}
                spec:
                  nodeName: nowhere
                  containers: [{name: main, image: "nothing:1"}]
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                """.formatted(CLUSTER.namespace()));
        claim().delete();
        assertThat(claim().get().getMetadata().getDeletionTimestamp()).isNotNull();
        CLUSTER.client()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName("user")
                .withGracePeriod(0)
                .delete();
        Cluster.eventuallyGone(claim());
        Cluster.eventually(CLUSTER.client().persistentVolumes().withName(volume), v -> "Released"
                .equals(v.getStatus().getPhase()));
        CLUSTER.client().persistentVolumes().withName(volume).delete();
    }

    private static String job(String more) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: load, namespace: %s}
                spec:
                  template:
                    metadata: {labels: {app: load}}
                    spec: {restartPolicy: Never, containers: [{name: main, image: "nothing:1"}]}
                """.formatted(CLUSTER.namespace())
                + more.lines()
                        .map(line -> "  " + line.replace(", podFailurePolicy", "\n  podFailurePolicy") + "\n")
                        .reduce("", String::concat);
    }

    private static void create(String yaml) {
        HasMetadata object = CLUSTER.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .get(0);
        CLUSTER.client().resource(object).create();
    }

    private static Resource<Job> job() {
        return CLUSTER.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(CLUSTER.namespace())
                .withName("load");
    }

    private static Resource<PersistentVolumeClaim> claim() {
        return CLUSTER.client()
                .persistentVolumeClaims()
                .inNamespace(CLUSTER.namespace())
                .withName("data");
    }

    private static List<Pod> pods() {
        return CLUSTER.client().pods().inNamespace(CLUSTER.namespace()).list().getItems();
    }

    private static Pod pod(int count) {
        await().atMost(Cluster.SOON).until(() -> pods().size() == count);
        return pods().get(0);
    }

    private static Optional<JobCondition> ended(Job job, String type) {
        return job == null || job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
                        .findFirst();
    }

    /** Plays the kubelet. */
    private static void end(Pod pod, String phase, int code) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        CLUSTER.client()
                .resource(new PodBuilder(pod)
                        .editStatus()
                        .withPhase(phase)
                        .withContainerStatuses(new ContainerStatusBuilder()
                                .withName("main")
                                .withImage("nothing:1")
                                .withImageID("")
                                .withReady(false)
                                .withRestartCount(0)
                                .withNewState()
                                .withNewTerminated()
                                .withExitCode(code)
                                .withReason(code == 0 ? "Completed" : "Error")
                                .withStartedAt(now)
                                .withFinishedAt(now)
                                .endTerminated()
                                .endState()
                                .build())
                        .endStatus()
                        .build())
                .updateStatus();
    }
}
