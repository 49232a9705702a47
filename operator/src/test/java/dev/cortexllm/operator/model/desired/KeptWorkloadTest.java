package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Engines whose new weights are not there yet: another template does not reach them, another number of replicas does. */
class KeptWorkloadTest {
    @Test
    void theTemplateStaysAndTheReplicasFollow() {
        Deployment live = (Deployment) PinnedWorkload.of(workload("old", 1), Optional.empty(), "hash", null)
                .workload();
        PinnedWorkload kept =
                PinnedWorkload.keeping(workload("new", 3), Optional.of(live)).orElseThrow();
        Deployment wanted = (Deployment) kept.workload();
        assertThat(wanted.getSpec().getReplicas()).isEqualTo(3);
        assertThat(wanted.getSpec().getTemplate()).isEqualTo(live.getSpec().getTemplate());
        assertThat(wanted.getMetadata().getAnnotations())
                .isEqualTo(live.getMetadata().getAnnotations());
        assertThat(kept.offered()).isEmpty();
        assertThat(PinnedWorkload.of(workload("new", 3), Optional.of(wanted), "other hash", null)
                        .workload())
                .extracting(deployment -> image((Deployment) deployment))
                .isEqualTo("new");
    }

    @Test
    void whatIsNotThereOrNotKnownIsLeft() {
        assertThat(PinnedWorkload.keeping(workload("new", 3), Optional.empty())).isEmpty();
        assertThat(PinnedWorkload.keeping(workload("new", 3), Optional.of(workload("old", 1))))
                .isEmpty();
    }

    private static String image(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private static Deployment workload(String image, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("one")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("engine")
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
