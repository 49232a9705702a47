package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.CortexOperator;
import dev.cortexllm.operator.OperatorSettings;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What replicas of the operator promise. */
class LeaderIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private static final String LEADER = "cortexllm.dev/leader";
    private static final String POD = "cortex-operator-0";

    /** Stands for the pod that the process would run in; nobody has led before. */
    @BeforeEach
    void pod() {
        CLUSTER.client()
                .leases()
                .inNamespace(CLUSTER.systemNamespace())
                .withName("cortex-operator")
                .delete();
        CLUSTER.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(POD)
                        .withNamespace(CLUSTER.systemNamespace())
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("operator")
                        .withImage("cortexllm/operator:test")
                        .endContainer()
                        .endSpec()
                        .build())
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    private static String label() {
        return CLUSTER.client()
                .pods()
                .inNamespace(CLUSTER.systemNamespace())
                .withName(POD)
                .get()
                .getMetadata()
                .getLabels()
                .get(LEADER);
    }

    @Test
    void aLeaderThatStopsLeavesTheLeadToTheNext() {
        String first;
        try (CortexOperator operator = replica()) {
            operator.start();
            first = leader("");
            assertThat(operator.leadLost()).isNotDone();
            Observed.eventually(
                    () -> assertThat(label()).as("the Service finds it").isEqualTo("true"));
        }
        assertThat(label()).isNull();
        try (CortexOperator operator = replica()) {
            operator.start();
            assertThat(leader(first)).isNotBlank();
        }
    }

    /** Loses the lead, as after a partition: somebody else has taken the lease. */
    @Test
    void whoLosesTheLeadSaysSo() {
        try (CortexOperator operator = replica()) {
            operator.start();
            leader("");
            Observed.eventually(() -> assertThat(label()).isEqualTo("true"));
            try (CortexOperator anew = replica()) {
                anew.start();
                assertThat(label())
                        .as("a container that started anew in the pod only waits")
                        .isNull();
            }
            CLUSTER.client()
                    .leases()
                    .inNamespace(CLUSTER.systemNamespace())
                    .withName("cortex-operator")
                    .edit(lease -> {
                        lease.getSpec().setHolderIdentity("somebody-else");
                        return lease;
                    });
            Observed.eventually(() -> assertThat(operator.leadLost()).isDone());
        }
    }

    private static String leader(String before) {
        Observed.eventually(() -> assertThat(holder()).isNotBlank().isNotEqualTo(before));
        return holder();
    }

    private static String holder() {
        Lease lease = CLUSTER.client()
                .leases()
                .inNamespace(CLUSTER.systemNamespace())
                .withName("cortex-operator")
                .get();
        return lease == null ? "" : lease.getSpec().getHolderIdentity();
    }

    private static CortexOperator replica() {
        OperatorSettings settings = new OperatorSettings(
                Set.of(CLUSTER.namespace()),
                Optional.of(CLUSTER.systemNamespace()),
                new InetSocketAddress("127.0.0.1", 0),
                Optional.empty(),
                "cortexllm/router:test",
                true,
                true,
                Duration.ofMinutes(5),
                Optional.empty(),
                "cluster.local",
                Duration.ofSeconds(30));
        return new CortexOperator(CLUSTER.operatorClient(), settings, Optional.of(POD), Clock.systemUTC());
    }
}
