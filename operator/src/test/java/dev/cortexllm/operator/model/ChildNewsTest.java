package dev.cortexllm.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Counts what wakes a model deployment: its children are reported of far more often than there is something to see. */
class ChildNewsTest {
    @Test
    void aNewDeploymentIsNewsOnceItsPodsAreCounted() {
        Deployment made = new DeploymentBuilder()
                .withNewMetadata()
                .withName("tiny-engine")
                .withUid("1")
                .withGeneration(1L)
                .addToAnnotations("cortexllm.dev/applied-hash", "a")
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .endSpec()
                .build();
        Deployment numbered = new DeploymentBuilder(made)
                .editMetadata()
                .addToAnnotations("deployment.kubernetes.io/revision", "1")
                .endMetadata()
                .build();
        Deployment seen = with(numbered, report("False", "t0").build());
        Deployment counted = with(
                numbered,
                report("False", "t1").withReplicas(1).withUpdatedReplicas(1).build());
        Deployment ready = with(
                numbered,
                report("True", "t2")
                        .withReplicas(1)
                        .withUpdatedReplicas(1)
                        .withReadyReplicas(1)
                        .withAvailableReplicas(1)
                        .build());
        assertThat(news(ChildNews::ofWorkload, made, numbered, seen, counted, ready))
                .containsExactly(3);
    }

    @Test
    void aNumberThatItsControllerHasNotSeenIsNewsUntilItHas() {
        Deployment two = with(
                changed(1, 2),
                report("True", "t0").withReplicas(2).withUpdatedReplicas(2).build());
        Deployment fewer = with(changed(2, 1), two.getStatus());
        Deployment seen = with(
                fewer,
                report("True", "t0")
                        .withObservedGeneration(2L)
                        .withReplicas(2)
                        .withUpdatedReplicas(2)
                        .build());
        assertThat(news(ChildNews::ofWorkload, two, fewer, seen)).containsExactly(0, 1, 2);
    }

    @Test
    void whatKeepsAControllerFromItIsNews() {
        Deployment before = with(changed(1, 1), report("False", "t0").build());
        Deployment refused = with(
                before,
                report("False", "t0")
                        .addNewCondition()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withReason("FailedCreate")
                        .withMessage("pods \"a\" is forbidden: exceeded quota")
                        .endCondition()
                        .build());
        assertThat(news(ChildNews::ofWorkload, before, refused)).containsExactly(1);
    }

    @Test
    void ofABudgetNothingIsNewsButItsContent() {
        PodDisruptionBudget made = new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("tiny-engine")
                .withUid("1")
                .withGeneration(1L)
                .endMetadata()
                .build();
        PodDisruptionBudget counted = new PodDisruptionBudgetBuilder(made)
                .withNewStatus()
                .withExpectedPods(1)
                .endStatus()
                .build();
        PodDisruptionBudget edited = new PodDisruptionBudgetBuilder(counted)
                .editMetadata()
                .withGeneration(2L)
                .endMetadata()
                .build();
        PodDisruptionBudget orphan = new PodDisruptionBudgetBuilder(edited)
                .editMetadata()
                .addToLabels("app.kubernetes.io/managed-by", "somebody")
                .endMetadata()
                .build();
        assertThat(news(ChildNews::ofContent, made, counted, edited, orphan)).containsExactly(2, 3);
    }

    @Test
    void aServiceHasNoGenerationButASpec() {
        Service made = new ServiceBuilder()
                .withNewMetadata()
                .withName("tiny-engine")
                .withUid("1")
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", "tiny")
                .endSpec()
                .build();
        Service noted = new ServiceBuilder(made)
                .editMetadata()
                .withResourceVersion("2")
                .endMetadata()
                .build();
        Service edited = new ServiceBuilder(noted)
                .editSpec()
                .addToSelector("app", "other")
                .endSpec()
                .build();
        assertThat(news(ChildNews::ofContent, made, noted, edited)).containsExactly(2);
    }

    private static Deployment changed(long generation, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("tiny-engine")
                .withUid("1")
                .withGeneration(generation)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    private static Deployment with(Deployment workload, DeploymentStatus status) {
        return new DeploymentBuilder(workload).withStatus(status).build();
    }

    private static DeploymentStatusBuilder report(String available, String time) {
        return new DeploymentStatusBuilder()
                .withObservedGeneration(1L)
                .addNewCondition()
                .withType("Available")
                .withStatus(available)
                .withLastUpdateTime(time)
                .endCondition();
    }

    /** At which steps of its life there is something to see; at the first one it comes. */
    @SafeVarargs
    private static <T extends HasMetadata> List<Integer> news(BiPredicate<T, T> tells, T... life) {
        List<Integer> news = new ArrayList<>();
        for (int i = 0; i < life.length; i++) {
            if (tells.test(life[i], i == 0 ? null : life[i - 1])) {
                news.add(i);
            }
        }
        return news;
    }
}
