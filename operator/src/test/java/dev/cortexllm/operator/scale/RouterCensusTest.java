package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.Samples;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.RouterRegistry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterCensusTest {
    private static final GatewayId MAIN = new GatewayId("default", "main");

    private final TestClock clock = new TestClock("2026-11-27T10:00:00Z");
    private final RouterRegistry registry = new RouterRegistry(clock);
    private final GatewayBoard board = new GatewayBoard();
    private final List<Pod> pods = new ArrayList<>();
    private final RouterCensus census = new RouterCensus(board, (namespace, gateway) -> pods, registry);

    @BeforeEach
    void serve() {
        board.post(MAIN, Samples.published(1, Optional.empty()));
    }

    @Test
    void whoIsReadyAndDoesNotTellIsSilent() {
        pods.addAll(List.of(pod("a", true), pod("b", true), pod("starting", false)));
        tell("b");
        assertThat(census.silent()).containsOnlyKeys("deployment/default/tiny");
        assertThat(census.silent().get("deployment/default/tiny")).containsExactly("a");
        tell("a");
        assertThat(census.silent()).isEmpty();
        clock.pass(Duration.ofSeconds(6));
        assertThat(census.silent().get("deployment/default/tiny")).containsExactly("a", "b");
    }

    @Test
    void whoIsAboutToGoIsNotMissed() {
        Pod going = new PodBuilder(pod("a", true))
                .editMetadata()
                .withDeletionTimestamp("2026-11-27T10:00:00Z")
                .endMetadata()
                .build();
        pods.add(going);
        assertThat(census.silent()).isEmpty();
    }

    private void tell(String pod) {
        registry.report(new RouterId(MAIN, pod), new RouterReport("i", "h", null, 0, Map.of(), List.of()));
    }

    private static Pod pod(String name, boolean ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
    }
}
