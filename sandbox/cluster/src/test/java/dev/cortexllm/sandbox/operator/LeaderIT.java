package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.CortexOperator;
import dev.cortexllm.operator.OperatorSettings;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What replicas of the operator promise. The embedded API server has no SelfSubjectRulesReview, which candidates ask for. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
class LeaderIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    @Test
    void aLeaderThatStopsLeavesTheLeadToTheNext() {
        String first;
        try (CortexOperator operator = replica()) {
            operator.start();
            first = leader("");
            assertThat(operator.leadLost()).isNotDone();
        }
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
            CLUSTER.client()
                    .leases()
                    .inNamespace(CLUSTER.namespace())
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
        return CLUSTER.get(Lease.class, "cortex-operator").getSpec().getHolderIdentity();
    }

    private static CortexOperator replica() {
        OperatorSettings settings = new OperatorSettings(
                Set.of(CLUSTER.namespace()),
                Optional.of(CLUSTER.namespace()),
                new InetSocketAddress("127.0.0.1", 0),
                Optional.empty(),
                "cortexllm/router:test",
                true,
                true,
                Duration.ofMinutes(5),
                Optional.empty(),
                "cluster.local",
                Duration.ofSeconds(30));
        return new CortexOperator(CLUSTER.client(), settings, Clock.systemUTC());
    }
}
