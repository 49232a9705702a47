package dev.cortexllm.operator.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.FromOperator.Endpoint;
import dev.cortexllm.operator.Samples;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginePodsTest {
    @Test
    void ofAGroupTheLeaderAloneIsAnEndpoint() {
        assertThat(endpoints(pod("tiny-group-0", "0", "10.0.0.1"), pod("tiny-group-0-1", "1", "10.0.0.2")))
                .containsExactly(new Endpoint("tiny-group-0", "10.0.0.1", 8000, true, false, "r1"));
    }

    @Test
    void aPodOfNoGroupIsOne() {
        Pod pod = new PodBuilder(pod("tiny-engine-abc", "0", "10.0.0.1"))
                .editMetadata()
                .withLabels(Map.of("pod-template-hash", "h1"))
                .endMetadata()
                .build();
        assertThat(endpoints(pod))
                .containsExactly(new Endpoint("tiny-engine-abc", "10.0.0.1", 8000, true, false, "h1"));
    }

    private static List<Endpoint> endpoints(Pod... pods) {
        return EnginePods.endpoints(Samples.bundle(1).config(), (namespace, name) -> List.of(pods))
                .get("deployment/default/tiny");
    }

    private static Pod pod(String name, String worker, String ip) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of(LeaderWorkerSet.WORKER_INDEX, worker, LeaderWorkerSet.REVISION, "r1"))
                .endMetadata()
                .withNewStatus()
                .withPodIP(ip)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }
}
