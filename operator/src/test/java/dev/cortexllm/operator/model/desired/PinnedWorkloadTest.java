package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec.LeaderWorkerTemplate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinnedWorkloadTest {
    @Test
    void ofADeployment() {
        PinnedWorkload first = PinnedWorkload.of(deployment("v1", 1), Optional.empty(), "spec", null);
        PinnedWorkload next = PinnedWorkload.of(deployment("v2", 3), Optional.of(first.workload()), "spec", null);
        Deployment applied = (Deployment) next.workload();
        assertThat(image(applied.getSpec().getTemplate())).isEqualTo("v1");
        assertThat(applied.getSpec().getReplicas()).as("what is no template").isEqualTo(3);
        assertThat(next.revision()).isEqualTo(first.revision());
        assertThat(PinnedWorkload.revision(applied)).contains(first.revision());
        PinnedWorkload taken = PinnedWorkload.of(
                deployment("v2", 3),
                Optional.of(applied),
                "spec",
                next.offered().orElseThrow());
        assertThat(image(((Deployment) taken.workload()).getSpec().getTemplate()))
                .isEqualTo("v2");
        assertThat(taken.offered()).isEmpty();
    }

    /** Somebody else's edit of the live object, and annotations of others, play no part. */
    @Test
    void whatOthersChangedIsRepaired() {
        PinnedWorkload first = PinnedWorkload.of(deployment("v1", 1), Optional.empty(), "spec", null);
        Deployment drifted = new DeploymentBuilder((Deployment) first.workload())
                .editMetadata()
                .addToAnnotations("deployment.kubernetes.io/revision", "7")
                .endMetadata()
                .editSpec()
                .withTemplate(template("drifted"))
                .endSpec()
                .build();
        PinnedWorkload repaired = PinnedWorkload.of(deployment("v2", 1), Optional.of(drifted), "spec", null);
        assertThat(image(((Deployment) repaired.workload()).getSpec().getTemplate()))
                .isEqualTo("v1");
        assertThat(repaired.workload().getMetadata().getAnnotations())
                .doesNotContainKey("deployment.kubernetes.io/revision");
    }

    @Test
    void ofGroups() {
        PinnedWorkload first = PinnedWorkload.of(groups("v1", 1), Optional.empty(), "spec", null);
        PinnedWorkload next = PinnedWorkload.of(groups("v2", 2), Optional.of(first.workload()), "spec", null);
        LeaderWorkerSet applied = (LeaderWorkerSet) next.workload();
        assertThat(image(applied.getSpec().leaderWorkerTemplate().leaderTemplate()))
                .isEqualTo("v1");
        assertThat(image(applied.getSpec().leaderWorkerTemplate().workerTemplate()))
                .isEqualTo("v1");
        assertThat(applied.getSpec().replicas()).isEqualTo(2);
        assertThat(next.offered()).isPresent();
    }

    private static Deployment deployment(String image, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("tiny")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withTemplate(template(image))
                .endSpec()
                .build();
    }

    private static LeaderWorkerSet groups(String image, int replicas) {
        LeaderWorkerSet set = new LeaderWorkerSet();
        set.setMetadata(new ObjectMetaBuilder().withName("tiny").build());
        set.setSpec(new LeaderWorkerSetSpec(
                replicas,
                null,
                null,
                new LeaderWorkerTemplate(2, "RecreateGroupOnPodRestart", template(image), template(image))));
        return set;
    }

    private static PodTemplateSpec template(String image) {
        return new PodTemplateSpecBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("engine")
                .withImage(image)
                .endContainer()
                .endSpec()
                .build();
    }

    private static String image(PodTemplateSpec template) {
        return template.getSpec().getContainers().get(0).getImage();
    }
}
