package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.config.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shares out model names: each belongs to one policy. Policies that go on with their last good configuration come first, as a
 * broken edit must not hand their names to another; then the oldest wins.
 */
final class NameClaims {
    private final Map<String, Owner> owners = new HashMap<>();

    private record Owner(ResourceId id, boolean keptEntry) {}

    /** Claims the names of a last good entry, which no other has. */
    void keep(ResourceId id, Policy policy) {
        policy.models().forEach(name -> owners.put(name, new Owner(id, true)));
    }

    /** The policy with those of its names that are free; the others are findings. Called from the oldest on. */
    Policy claim(Draft<RoutingPolicySpec, Policy> draft) {
        ResourceId id = draft.resource().id();
        List<String> won = new ArrayList<>();
        Map<ResourceId, List<String>> lost = new TreeMap<>(Ordering.IDS);
        for (String name : draft.value().models()) {
            Owner owner = owners.putIfAbsent(name, new Owner(id, false));
            if (owner == null) {
                won.add(name);
            } else {
                lost.computeIfAbsent(owner.id(), key -> new ArrayList<>()).add(name);
            }
        }
        lost.forEach((winner, names) -> draft.findings().conflict("spec.models", sentence(winner, names)));
        return draft.value().withModels(List.copyOf(won));
    }

    private String sentence(ResourceId winner, List<String> names) {
        boolean kept = owners.get(names.get(0)).keptEntry();
        return winner + (kept ? " goes on serving " : " comes first and serves ") + String.join(", ", names);
    }
}
