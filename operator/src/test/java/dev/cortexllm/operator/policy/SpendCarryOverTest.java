package dev.cortexllm.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.api.v1alpha1.RoutingPolicyStatus;
import dev.cortexllm.operator.TestClock;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendCarryOverTest {
    @ParameterizedTest
    @CsvSource({
        "cortex-operator, status, 2026-03-01T00:00:01Z, 1204000",
        "cortex-operator, status, 2026-02-28T23:59:59Z, 0",
        "cortex-operator, '',     2026-03-01T00:00:01Z, 0",
        "kubectl,         status, 2026-03-01T00:00:01Z, 0",
    })
    void countsWhatWasWrittenToday(String manager, String subresource, String time, long micro) {
        RoutingPolicy policy = new RoutingPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withManagedFields(new ManagedFieldsEntryBuilder()
                        .withManager(manager)
                        .withSubresource(subresource)
                        .withTime(time)
                        .build())
                .build());
        policy.setStatus(new RoutingPolicyStatus(1L, null, "1/1", null, "1.204"));
        assertThat(SpendCarryOver.microUsdToday(policy, new TestClock("2026-03-01T10:00:00Z")))
                .isEqualTo(micro);
    }
}
