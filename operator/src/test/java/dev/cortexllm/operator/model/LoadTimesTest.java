package dev.cortexllm.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadTimesTest {
    private static final Owner OWNER = new Owner("cortexllm.dev/v1alpha1", "ModelDeployment", "default", "tiny", "uid");

    private final LoadTimes times = new LoadTimes();

    @Test
    void nothingWasMeasured() {
        assertThat(last(List.of())).isEmpty();
        assertThat(last(List.of(pod("10:00:00", "False", "10:00:00")))).isEmpty();
    }

    @Test
    void thePodThatWasStartedLastCounts() {
        assertThat(last(List.of(pod("10:00:00", "True", "10:09:00"), pod("10:30:00", "True", "10:35:00"))))
                .contains(Duration.ofMinutes(5));
    }

    @Test
    void aPodThatFindsItsReadinessAgainHasNotLoadedAgain() {
        last(List.of(pod("10:00:00", "True", "10:05:00")));
        assertThat(last(List.of(pod("10:00:00", "True", "11:00:00")))).contains(Duration.ofMinutes(5));
        assertThat(last(List.of())).as("it outlives its pod").contains(Duration.ofMinutes(5));
    }

    @Test
    void theWorkloadRemembersForTheNextProcess() {
        Deployment workload = new DeploymentBuilder()
                .withNewMetadata()
                .withAnnotations(Map.of("other", "stays"))
                .endMetadata()
                .build();
        LoadTimes.keep(workload, Duration.ofSeconds(301));
        assertThat(workload.getMetadata().getAnnotations()).containsEntry("other", "stays");
        assertThat(new LoadTimes().last(OWNER, List.of(), Optional.of(workload)))
                .contains(Duration.ofSeconds(301));
        workload.getMetadata().getAnnotations().put(LoadTimes.ANNOTATION, "soon");
        assertThat(new LoadTimes().last(OWNER, List.of(), Optional.of(workload)))
                .isEmpty();
    }

    private Optional<Duration> last(List<Pod> pods) {
        return times.last(OWNER, pods, Optional.empty());
    }

    private static Pod pod(String started, String ready, String since) {
        try {
            return new YAMLMapper().readValue("""
                            metadata: {name: p}
                            status:
                              conditions: [{type: Ready, status: '%s', lastTransitionTime: '2026-03-01T%sZ'}]
                              containerStatuses: [{name: engine, state: {running: {startedAt: '2026-03-01T%sZ'}}}]
                            """.formatted(ready, since, started), Pod.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
