package dev.cortexllm.router.target;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every state of the process by identity. Safe for any thread. */
public final class TargetStates {
    private final Map<String, UpstreamState> upstreams = new ConcurrentHashMap<>();
    private final Map<Key, TargetState> targets = new ConcurrentHashMap<>();
    private final Map<String, SpillState> spills = new ConcurrentHashMap<>();

    /**
     * Identity of a target.
     *
     * @param upstream id of its upstream
     * @param model the model's id there
     */
    public record Key(String upstream, String model) {}

    /**
     * State of an upstream, made at the first call.
     *
     * @param id the upstream's id
     * @return its state
     */
    public UpstreamState upstream(String id) {
        return upstreams.computeIfAbsent(id, UpstreamState::new);
    }

    /**
     * State of a target, made at the first call.
     *
     * @param upstream id of its upstream
     * @param model the model's id there
     * @return its state
     */
    public TargetState target(String upstream, String model) {
        return targets.computeIfAbsent(new Key(upstream, model), key -> new TargetState(upstream(upstream), model));
    }

    /**
     * Memory of a spill-over, made at the first call.
     *
     * @param key policy, rule and target
     * @return its state
     */
    public SpillState spill(String key) {
        return spills.computeIfAbsent(key, k -> new SpillState());
    }

    /** Every upstream known. */
    public Collection<UpstreamState> upstreams() {
        return upstreams.values();
    }

    /**
     * Replaces the endpoints of an upstream. When one becomes ready that was not, what failed before is forgiven.
     *
     * @param upstream the upstream's id
     * @param endpoints the complete list
     */
    public void announce(String upstream, List<UpstreamState.Announced> endpoints) {
        if (upstream(upstream).replace(endpoints)) {
            targets.forEach((key, target) -> {
                if (key.upstream().equals(upstream)) {
                    target.coolDown().reset();
                }
            });
        }
    }

    /**
     * Forgets what no configuration names any more, except upstreams that still answer somebody; those go the next time.
     *
     * @param upstreamIds upstreams named
     * @param keys targets named
     * @param spillKeys spill-overs named
     */
    public void retain(Set<String> upstreamIds, Set<Key> keys, Set<String> spillKeys) {
        upstreams.values().removeIf(upstream -> !upstreamIds.contains(upstream.id()) && upstream.inFlight() == 0);
        targets.keySet().retainAll(keys);
        spills.keySet().retainAll(spillKeys);
    }

    /**
     * Whether a state is still kept.
     *
     * @param state of an upstream or a spill-over
     * @return false when it was forgotten
     */
    public boolean keeps(Object state) {
        return upstreams.containsValue(state) || spills.containsValue(state);
    }
}
