package dev.cortexllm.router.target;

import dev.cortexllm.router.resilience.KeyState;
import dev.cortexllm.router.resilience.RetryBudget;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every state of the process by identity. Safe for any thread. */
public final class TargetStates {
    private final Map<String, UpstreamState> upstreams = new ConcurrentHashMap<>();
    private final Map<Key, TargetState> targets = new ConcurrentHashMap<>();
    private final Map<String, SpillState> spills = new ConcurrentHashMap<>();
    private final Map<String, KeyState> keys = new ConcurrentHashMap<>();
    private final Map<String, RetryBudget> budgets = new ConcurrentHashMap<>();

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

    /**
     * State of an API key, made at the first call.
     *
     * @param digest of the key and of its upstream's id
     * @return its state
     */
    public KeyState key(String digest) {
        return keys.computeIfAbsent(digest, d -> new KeyState());
    }

    /**
     * What a policy has used of its retry budget, made at the first call.
     *
     * @param policy id of the policy
     * @return its budget
     */
    public RetryBudget retryBudget(String policy) {
        return budgets.computeIfAbsent(policy, p -> new RetryBudget());
    }

    /**
     * Forgets the API keys and the policies that no configuration names any more.
     *
     * @param keyStates keys named
     * @param policies ids of the policies named
     */
    public void retain(Collection<KeyState> keyStates, Set<String> policies) {
        keys.values().retainAll(keyStates);
        budgets.keySet().retainAll(policies);
    }

    /** Every upstream known. */
    public Collection<UpstreamState> upstreams() {
        return upstreams.values();
    }

    /**
     * Replaces the endpoints of an upstream. When one becomes ready that was not, what failed before is forgiven, and those
     * who wait for it are called.
     *
     * @param upstream the upstream's id
     * @param endpoints the complete list
     */
    public void announce(String upstream, List<UpstreamState.Announced> endpoints) {
        UpstreamState state = upstream(upstream);
        if (state.replace(endpoints)) {
            targets.forEach((key, target) -> {
                if (key.upstream().equals(upstream)) {
                    target.forgive();
                }
            });
        }
        state.waitingRoom().admit();
    }

    /**
     * Forgets what no configuration names any more, except upstreams that still answer somebody or are waited for; those go the
     * next time.
     *
     * @param upstreamIds upstreams named
     * @param keys targets named
     * @param spillKeys spill-overs named
     */
    public void retain(Set<String> upstreamIds, Set<Key> keys, Set<String> spillKeys) {
        upstreams
                .values()
                .removeIf(upstream -> !upstreamIds.contains(upstream.id())
                        && upstream.inFlight() == 0
                        && upstream.waitingRoom().waiting() == 0);
        targets.keySet().retainAll(keys);
        spills.keySet().retainAll(spillKeys);
    }

    /** The states of upstreams, targets, spill-overs and credentials that are kept now. */
    public Set<Object> kept() {
        Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(upstreams.values());
        kept.addAll(targets.values());
        kept.addAll(spills.values());
        kept.addAll(keys.values());
        return kept;
    }
}
