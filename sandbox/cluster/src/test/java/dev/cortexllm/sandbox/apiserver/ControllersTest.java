package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControllersTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static RollableScalableResource<Deployment> web() {
        return CLUSTER.client()
                .apps()
                .deployments()
                .inNamespace(CLUSTER.namespace())
                .withName("web");
    }

    private static Deployment createWeb() {
        return CLUSTER.client().resource(loadWeb()).create();
    }

    private static Deployment loadWeb() {
        Deployment web = CLUSTER.client()
                .apps()
                .deployments()
                .load(ControllersTest.class.getResourceAsStream("/apiserver/web.yaml"))
                .item();
        web.getMetadata().setNamespace(CLUSTER.namespace());
        return web;
    }

    private static List<Pod> pods() {
        return CLUSTER.client().pods().inNamespace(CLUSTER.namespace()).list().getItems();
    }

    /** Plays the kubelet: says of every pod that it is ready. */
    private static void makeReady() {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        for (Pod pod : pods()) {
            if (pod.getStatus().getConditions().stream()
                    .noneMatch(c -> c.getType().equals("Ready"))) {
                CLUSTER.client()
                        .resource(new PodBuilder(pod)
                                .editStatus()
                                .withPhase("Running")
                                .addNewCondition()
                                .withType("Ready")
                                .withStatus("True")
                                .withLastTransitionTime(now)
                                .endCondition()
                                .endStatus()
                                .build())
                        .updateStatus();
            }
        }
    }

    private static boolean condition(Deployment d, String type, String status, String reason) {
        return d.getStatus() != null
                && d.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals(type)
                                && c.getStatus().equals(status)
                                && c.getReason().equals(reason));
    }

    @Test
    void aDeploymentMakesPodsAndCountsThem() {
        createWeb();
        await().atMost(Cluster.SOON).until(() -> pods().size() == 2);
        Cluster.eventually(web(), d -> condition(d, "Available", "False", "MinimumReplicasUnavailable"));
        assertThat(pods()).allSatisfy(p -> {
            assertThat(p.getMetadata().getLabels())
                    .containsKey("pod-template-hash")
                    .containsEntry("app", "web");
            assertThat(p.getMetadata().getOwnerReferences().get(0).getKind()).isEqualTo("ReplicaSet");
            assertThat(p.getStatus().getPhase()).isEqualTo("Pending");
        });
        makeReady();
        Deployment done = Cluster.eventually(web(), d -> condition(d, "Progressing", "True", "NewReplicaSetAvailable"));
        assertThat(done.getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(done.getStatus().getAvailableReplicas()).isEqualTo(2);
        assertThat(condition(done, "Available", "True", "MinimumReplicasAvailable"))
                .isTrue();
        assertThat(done.getStatus().getObservedGeneration())
                .isEqualTo(done.getMetadata().getGeneration());
    }

    @Test
    void aRolloutThatDoesNotMoveIsLateAfterItsDeadline() {
        Deployment web = loadWeb();
        web.getSpec().setProgressDeadlineSeconds(1);
        CLUSTER.client().resource(web).create();
        Cluster.eventually(web(), d -> condition(d, "Progressing", "False", "ProgressDeadlineExceeded"));
        makeReady();
        Cluster.eventually(web(), d -> condition(d, "Progressing", "True", "NewReplicaSetAvailable"));
    }

    @Test
    void aRolloutKeepsEnoughPodsAndEndsWithTheNewTemplate() {
        createWeb();
        await().atMost(Cluster.SOON).until(() -> pods().size() == 2);
        makeReady();
        Cluster.eventually(web(), d -> condition(d, "Progressing", "True", "NewReplicaSetAvailable"));
        web().edit(d -> new DeploymentBuilder(d)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editContainer(0)
                .withImage("nginx:2")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        // 25 % of two: one more may be made, none may be missing
        await().atMost(Cluster.SOON).until(() -> pods().size() == 3);
        await().atMost(Cluster.SOON).until(() -> {
            makeReady();
            return pods().size() == 2 && pods().stream().allMatch(p -> image(p).equals("nginx:2"));
        });
        Cluster.eventually(
                web(),
                d -> condition(d, "Progressing", "True", "NewReplicaSetAvailable")
                        && d.getStatus().getUpdatedReplicas() == 2);
        assertThat(web().get().getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "2");
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().get(0).getImage();
    }

    @Test
    void scalingAndRecreating() {
        createWeb();
        web().scale(3);
        await().atMost(Cluster.SOON).until(() -> pods().size() == 3);
        web().scale(0);
        await().atMost(Cluster.SOON).until(() -> pods().isEmpty());
        web().scale(1);
        await().atMost(Cluster.SOON).until(() -> pods().size() == 1);
        String first = pods().get(0).getMetadata().getName();
        CLUSTER.client().pods().inNamespace(CLUSTER.namespace()).withName(first).delete();
        await().atMost(Cluster.SOON)
                .until(() -> pods().size() == 1
                        && !pods().get(0).getMetadata().getName().equals(first));
    }

    private static ConfigMap owned(String name, HasMetadata owner, boolean blocks) {
        return CLUSTER.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(CLUSTER.namespace())
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion(owner.getApiVersion())
                                .withKind(owner.getKind())
                                .withName(owner.getMetadata().getName())
                                .withUid(owner.getMetadata().getUid())
                                .withBlockOwnerDeletion(blocks)
                                .build())
                        .endMetadata()
                        .build())
                .create();
    }

    private static Resource<ConfigMap> map(String name) {
        return CLUSTER.client().configMaps().inNamespace(CLUSTER.namespace()).withName(name);
    }

    @Test
    void dependentsFollowTheirOwnerInTheBackground() {
        GenericKubernetesResource owner = CLUSTER.widget("w", Map.of("size", 1)).create();
        owned("child", owner, false);
        CLUSTER.widget("w").delete();
        Cluster.eventuallyGone(map("child"));
    }

    @Test
    void dependentsGoFirstInTheForeground() {
        GenericKubernetesResource owner = CLUSTER.widget("w", Map.of("size", 1)).create();
        owned("child", owner, true);
        map("child").edit(m -> new ConfigMapBuilder(m)
                .editMetadata()
                .addToFinalizers("example.com/hold")
                .endMetadata()
                .build());
        CLUSTER.widget("w")
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        Cluster.eventually(map("child"), m -> m.getMetadata().getDeletionTimestamp() != null);
        assertThat(CLUSTER.widget("w").get().getMetadata().getFinalizers()).containsExactly("foregroundDeletion");
        map("child").edit(m -> new ConfigMapBuilder(m)
                .editMetadata()
                .withFinalizers()
                .endMetadata()
                .build());
        Cluster.eventuallyGone(CLUSTER.widget("w"));
        assertThat(map("child").get()).isNull();
    }

    @Test
    void orphansStay() {
        GenericKubernetesResource owner = CLUSTER.widget("w", Map.of("size", 1)).create();
        owned("child", owner, false);
        CLUSTER.widget("w").withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        Cluster.eventuallyGone(CLUSTER.widget("w"));
        assertThat(map("child").get().getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void anObjectWhoseOwnerNeverWasIsCollected() {
        GenericKubernetesResource nobody = CLUSTER.newWidget("ghost", Map.of("size", 1));
        nobody.getMetadata().setUid("00000000-0000-0000-0000-000000000001");
        owned("child", nobody, false);
        Cluster.eventuallyGone(map("child"));
    }

    @Test
    void aNamespaceTakesItsContentAlong() {
        createWeb();
        await().atMost(Cluster.SOON).until(() -> pods().size() == 2);
        var namespace = CLUSTER.client().namespaces().withName(CLUSTER.namespace());
        namespace.delete();
        Cluster.eventuallyGone(namespace);
        assertThat(pods()).isEmpty();
        assertThatThrownBy(ControllersTest::createWeb).hasMessageContaining("not found");
    }

    @Test
    void servicesGetAddressesAndSlices() {
        createWeb();
        var service = CLUSTER.client()
                .services()
                .load(getClass().getResourceAsStream("/apiserver/web-service.yaml"))
                .item();
        service.getMetadata().setNamespace(CLUSTER.namespace());
        var made = CLUSTER.client().resource(service).create();
        assertThat(made.getSpec().getClusterIP()).startsWith("10.");
        assertThat(made.getSpec().getPorts().get(0).getTargetPort().getIntVal()).isEqualTo(80);
        await().atMost(Cluster.SOON).until(() -> !CLUSTER.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(CLUSTER.namespace())
                .withLabel("kubernetes.io/service-name", "web")
                .list()
                .getItems()
                .isEmpty());
    }
}
