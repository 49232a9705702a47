package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Evictions, budgets, and which pods go first. */
class EvictionsTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void aBudgetAllowsOneAndThenNoneUntilAnotherPodIsReady() {
        create(3);
        pods().forEach(pod -> run(pod, true));
        budget("maxUnavailable: 1");
        PodDisruptionBudget counted = Cluster.eventually(budget(), b -> allowed(b) == 1);
        assertThat(counted.getStatus().getExpectedPods()).isEqualTo(3);
        assertThat(counted.getStatus().getDesiredHealthy()).isEqualTo(2);
        assertThat(counted.getStatus().getCurrentHealthy()).isEqualTo(3);
        List<Pod> before = pods();
        assertThat(evict(before.get(0)).getStatus()).isEqualTo("Success");
        Status refusal = evict(before.get(1));
        assertThat(refusal.getCode()).isEqualTo(429);
        assertThat(refusal.getReason()).isEqualTo("TooManyRequests");
        assertThat(refusal.getMessage()).isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(refusal.getDetails().getCauses())
                .extracting(StatusCause::getReason)
                .containsExactly("DisruptionBudget");
        await().atMost(Cluster.SOON).until(() -> pods().size() == 3);
        Cluster.eventually(budget(), b -> allowed(b) == 0 && b.getStatus().getCurrentHealthy() == 2);
        assertThat(evict(before.get(1)).getDetails().getCauses().get(0).getMessage())
                .isEqualTo("The disruption budget web needs 2 healthy pods and has 2 currently");
        pods().forEach(pod -> run(pod, true));
        Cluster.eventually(budget(), b -> allowed(b) == 1);
        assertThat(evict(before.get(1)).getStatus()).isEqualTo("Success");
    }

    @Test
    void whatServesNobodyMayAlwaysGo() {
        create(2);
        budget("maxUnavailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow");
        List<Pod> pods = pods();
        run(pods.get(0), false);
        Cluster.eventually(
                budget(),
                b -> b.getStatus() != null
                        && Integer.valueOf(2).equals(b.getStatus().getExpectedPods()));
        assertThat(evict(pods.get(0)).getStatus()).as("running, not ready").isEqualTo("Success");
        assertThat(evict(pods.get(1)).getStatus()).as("pending").isEqualTo("Success");
    }

    @Test
    void aPodThatIsNotReadyNeedsAHealthyBudgetOtherwise() {
        create(2);
        budget("minAvailable: 1");
        List<Pod> pods = pods();
        run(pods.get(0), false);
        Cluster.eventually(budget(), b -> b.getStatus() != null && b.getStatus().getObservedGeneration() != null);
        assertThat(evict(pods.get(0)).getCode()).isEqualTo(429);
        run(pods.get(1), true);
        Cluster.eventually(
                budget(), b -> Integer.valueOf(1).equals(b.getStatus().getCurrentHealthy()));
        assertThat(evict(pods.get(0)).getStatus()).isEqualTo("Success");
    }

    @Test
    void twoBudgetsOfOnePodAreAnError() {
        create(1);
        pods().forEach(pod -> run(pod, true));
        budget("maxUnavailable: 1");
        CLUSTER.client()
                .load(new java.io.ByteArrayInputStream(BUDGET.formatted("other", "maxUnavailable: 1")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .inNamespace(CLUSTER.namespace())
                .create();
        assertThat(evict(pods().get(0)).getCode()).isEqualTo(500);
    }

    @Test
    void ofReadyPodsTheCheapestGoesFirst() {
        create(3);
        List<Pod> pods = pods();
        pods.forEach(pod -> run(pod, true));
        cost(pods.get(0), "5");
        cost(pods.get(2), "7");
        web().scale(2);
        await().atMost(Cluster.SOON).until(() -> pods().size() == 2);
        assertThat(pods()).extracting(p -> p.getMetadata().getName()).doesNotContain(name(pods.get(1)));
        web().scale(1);
        await().atMost(Cluster.SOON).until(() -> pods().size() == 1);
        assertThat(name(pods().get(0))).isEqualTo(name(pods.get(2)));
    }

    private static final String BUDGET = """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: %s}
            spec:
              selector: {matchLabels: {app: web}}
              %s
            """;

    private static void budget(String spec) {
        CLUSTER.client()
                .load(new java.io.ByteArrayInputStream(
                        BUDGET.formatted("web", spec).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .inNamespace(CLUSTER.namespace())
                .create();
    }

    private static Resource<PodDisruptionBudget> budget() {
        return CLUSTER.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(CLUSTER.namespace())
                .withName("web");
    }

    private static int allowed(PodDisruptionBudget budget) {
        return budget.getStatus() == null || budget.getStatus().getDisruptionsAllowed() == null
                ? -1
                : budget.getStatus().getDisruptionsAllowed();
    }

    private static io.fabric8.kubernetes.client.dsl.RollableScalableResource<Deployment> web() {
        return CLUSTER.client()
                .apps()
                .deployments()
                .inNamespace(CLUSTER.namespace())
                .withName("web");
    }

    private static void create(int replicas) {
        Deployment web = CLUSTER.client()
                .apps()
                .deployments()
                .load(EvictionsTest.class.getResourceAsStream("/apiserver/web.yaml"))
                .item();
        web.getMetadata().setNamespace(CLUSTER.namespace());
        web.getSpec().setReplicas(replicas);
        CLUSTER.client().resource(web).create();
        await().atMost(Cluster.SOON).until(() -> pods().size() == replicas);
    }

    private static List<Pod> pods() {
        return CLUSTER.client().pods().inNamespace(CLUSTER.namespace()).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(EvictionsTest::name))
                .toList();
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    /** Plays the kubelet. */
    private static void run(Pod pod, boolean ready) {
        CLUSTER.client()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(name(pod))
                .editStatus(now -> new PodBuilder(now)
                        .editStatus()
                        .withPhase("Running")
                        .removeMatchingFromConditions(c -> c.getType().equals("Ready"))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .withLastTransitionTime(
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .endCondition()
                        .endStatus()
                        .build());
    }

    private static void cost(Pod pod, String cost) {
        CLUSTER.client()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(name(pod))
                .edit(now -> new PodBuilder(now)
                        .editMetadata()
                        .addToAnnotations("controller.kubernetes.io/pod-deletion-cost", cost)
                        .endMetadata()
                        .build());
    }

    private static Status evict(Pod pod) {
        try {
            String answer = CLUSTER.client()
                    .raw(
                            "/api/v1/namespaces/" + CLUSTER.namespace() + "/pods/" + name(pod) + "/eviction",
                            "POST",
                            new EvictionBuilder()
                                    .withNewMetadata()
                                    .withName(name(pod))
                                    .withNamespace(CLUSTER.namespace())
                                    .endMetadata()
                                    .build());
            return CLUSTER.client().getKubernetesSerialization().unmarshal(answer, Status.class);
        } catch (KubernetesClientException e) {
            return e.getStatus();
        }
    }
}
