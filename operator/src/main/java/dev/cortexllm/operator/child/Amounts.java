package dev.cortexllm.operator.child;

import dev.cortexllm.api.v1alpha1.ResourceAmounts;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Resource requests and limits. */
public final class Amounts {
    private Amounts() {}

    /**
     * Requests and limits as Kubernetes' types.
     *
     * @param amounts as the user wrote them; null: none
     * @return the requirements; null when there are none
     */
    public static ResourceRequirements of(ResourceAmounts amounts) {
        return amounts == null
                ? null
                : new ResourceRequirementsBuilder()
                        .withRequests(quantities(amounts.requests()))
                        .withLimits(quantities(amounts.limits()))
                        .build();
    }

    private static Map<String, Quantity> quantities(Map<String, String> amounts) {
        Map<String, Quantity> quantities = new TreeMap<>();
        if (amounts != null) {
            amounts.forEach((name, amount) -> quantities.put(name, CanonicalQuantity.of(amount)));
        }
        return quantities;
    }
}
