package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.sandbox.lws.LwsController;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One replica on one node, then on two, then on one again; as far as objects go. */
class NodesIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void theWorkloadFollowsTheNumberOfNodes() {
        LwsController.install(CLUSTER.client());
        CLUSTER.apply(deployment(1));
        Observed.eventually(
                () -> assertThat(CLUSTER.get(Deployment.class, "big-engine")).isNotNull());

        CLUSTER.apply(deployment(2));
        Observed.eventually(() -> {
            LeaderWorkerSet set = CLUSTER.get(LeaderWorkerSet.class, "big-group");
            assertThat(set.getSpec().leaderWorkerTemplate().size()).isEqualTo(2);
            assertThat(CLUSTER.get(Deployment.class, "big-engine")).isNull();
            assertThat(CLUSTER.get(Service.class, "big-engine").getSpec().getSelector())
                    .containsEntry(LeaderWorkerSet.WORKER_INDEX, LeaderWorkerSet.LEADER);
            assertThat(observed.condition(ModelDeployment.class, "big", "Ready"))
                    .startsWith("False/NoPods");
        });
        await().atMost(OperatorCluster.SOON)
                .during(OperatorCluster.RESYNC.multipliedBy(3).plusMillis(500))
                .until(NodesIT::versions, new Still<>());

        CLUSTER.apply(deployment(1));
        Observed.eventually(() -> {
            assertThat(CLUSTER.get(Deployment.class, "big-engine")).isNotNull();
            assertThat(CLUSTER.get(LeaderWorkerSet.class, "big-group")).isNull();
            assertThat(CLUSTER.get(Service.class, "big-engine").getSpec().getSelector())
                    .doesNotContainKey(LeaderWorkerSet.WORKER_INDEX);
        });
    }

    private static List<String> versions() {
        return List.of(
                CLUSTER.get(LeaderWorkerSet.class, "big-group").getMetadata().getResourceVersion(),
                CLUSTER.get(ModelDeployment.class, "big").getMetadata().getResourceVersion());
    }

    private static String deployment(int nodes) {
        return """
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: big}
                spec: {nodes: %d, gpus: 8, model: {name: big, source: "hf://a/b"}}
                """.formatted(nodes);
    }
}
