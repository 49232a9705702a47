package dev.cortexllm.operator.policy;

import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.api.v1alpha1.RoutingPolicyStatus;
import dev.cortexllm.operator.child.Applier;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a policy has spent today according to its own status, so that the count survives a restart of the operator. The
 * status does not hold its day; the API server notes the time of our last write beside it ({@code metadata.managedFields}),
 * and a spend that has changed since midnight has been written since midnight.
 */
final class SpendCarryOver {
    private SpendCarryOver() {}

    /** Millionths of a USD; 0 when there is no status, or one of an earlier day. */
    static long microUsdToday(RoutingPolicy policy, Clock clock) {
        return Optional.ofNullable(policy.getStatus())
                .map(RoutingPolicyStatus::spendToday)
                .filter(spent -> writtenToday(policy, clock))
                .map(Money::micro)
                .orElse(0L);
    }

    private static boolean writtenToday(RoutingPolicy policy, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return policy.getMetadata().getManagedFields().stream()
                .filter(entry -> Applier.FIELD_MANAGER.equals(entry.getManager()))
                .filter(entry -> "status".equals(entry.getSubresource()))
                .map(ManagedFieldsEntry::getTime)
                .max(Comparator.naturalOrder())
                .filter(time ->
                        LocalDate.ofInstant(Instant.parse(time), ZoneOffset.UTC).equals(today))
                .isPresent();
    }
}
