package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeletionCostsTest {
    @Test
    void whatAPodWorksOnIsItsCost() {
        List<Pod> pods = List.of(pod("a", null), pod("b", null), pod("c", "4"));
        assertThat(DeletionCosts.changes(pods, Map.of("a", 3.0, "b", 7.4)))
                .isEqualTo(Map.of("a", "3", "b", "7", "c", "0"));
    }

    @Test
    void onlyChangesAreWritten() {
        List<Pod> pods = List.of(pod("a", "3"), pod("b", null), pod("c", "0"));
        assertThat(DeletionCosts.changes(pods, Map.of("a", 3.0))).isEmpty();
    }

    @Test
    void nothingIsKnownSoNothingIsWritten() {
        assertThat(DeletionCosts.changes(List.of(pod("a", "3")), Map.of())).isEmpty();
    }

    private static Pod pod(String name, String cost) {
        PodBuilder pod = new PodBuilder().withNewMetadata().withName(name).endMetadata();
        return cost == null
                ? pod.build()
                : pod.editMetadata()
                        .addToAnnotations(DeletionCosts.ANNOTATION, cost)
                        .endMetadata()
                        .build();
    }
}
