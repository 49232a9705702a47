package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.sandbox.lws.LwsController;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model that moves between one node and several: another kind of workload takes the place of the one before. */
class WorkloadIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    @Test
    void theWorkloadOfTheOtherKindGoes() {
        try (LwsController controller = LwsController.start(CLUSTER.client())) {
            CLUSTER.apply(model(2));
            Observed.eventually(() ->
                    assertThat(CLUSTER.get(LeaderWorkerSet.class, "wide-group")).isNotNull());
            assertThat(CLUSTER.get(Deployment.class, "wide-engine")).isNull();

            CLUSTER.apply(model(1));
            Observed.eventually(() -> {
                assertThat(CLUSTER.get(Deployment.class, "wide-engine")).isNotNull();
                assertThat(CLUSTER.get(LeaderWorkerSet.class, "wide-group")).isNull();
            });

            CLUSTER.apply(model(2));
            Observed.eventually(() -> {
                assertThat(CLUSTER.get(LeaderWorkerSet.class, "wide-group")).isNotNull();
                assertThat(CLUSTER.get(Deployment.class, "wide-engine")).isNull();
            });
        }
    }

    private static String model(int nodes) {
        return """
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: wide}
                spec:
                  engine: {type: VLLM, version: "0.19.1"}
                  model: {name: wide, source: "hf://acme/wide"}
                  gpus: 1
                  nodes: %d
                """.formatted(nodes);
    }
}
