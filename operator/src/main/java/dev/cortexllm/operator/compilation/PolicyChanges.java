package dev.cortexllm.operator.compilation;

import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.ResourceId;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which policies may have another status after a posting or a report: among a thousand nearly always one. To wake all of them would
 * make that one wait for the others.
 */
public final class PolicyChanges {
    private PolicyChanges() {}

    /**
     * After a posting: those of which a verdict, the generation read or served, or what a router serves of them differs, and those
     * that the gateway does not select when there are other providers or deployments, for it says nothing of them.
     *
     * @param before what was posted before
     * @param now what is posted
     * @param hashes what the gateway's routers serve
     * @return the policies
     */
    public static Set<ResourceId> posted(Published before, Published now, Set<String> hashes) {
        Set<ResourceId> changed = new HashSet<>();
        difference(before.read().policies(), now.read().policies(), changed);
        difference(before.verdicts(), now.verdicts(), changed);
        changed.addAll(held(before, before.bundle().hash(), now, now.bundle().hash()));
        hashes.forEach(hash -> changed.addAll(held(before, hash, now, hash)));
        if (!before.read().targets().equals(now.read().targets())) {
            now.read().policies().keySet().stream()
                    .filter(policy -> !now.verdicts().containsKey(policy))
                    .forEach(changed::add);
        }
        changed.removeIf(id -> id.kind() != Kind.RoutingPolicy);
        return changed;
    }

    /**
     * After a router's report: those that it serves in another generation than before.
     *
     * @param published what is posted
     * @param before hash of the configuration that it served; null when unknown
     * @param now hash of the one that it serves; null when there is none
     * @return the policies
     */
    public static Set<ResourceId> reported(Published published, String before, String now) {
        return Objects.equals(before, now) ? Set.of() : held(published, before, published, now);
    }

    private static Set<ResourceId> held(Published one, String hash, Published other, String otherHash) {
        Set<String> changed = new HashSet<>();
        difference(one.held(hash), other.held(otherHash), changed);
        Set<ResourceId> ids = new HashSet<>();
        changed.forEach(policy -> ids.add(id(policy)));
        return ids;
    }

    private static ResourceId id(String policy) {
        String[] of = policy.split("/", 2);
        return new ResourceId(Kind.RoutingPolicy, of[0], of[1]);
    }

    private static <K, V> void difference(Map<K, V> one, Map<K, V> other, Set<K> changed) {
        if (one == other) {
            return;
        }
        one.forEach((key, value) -> {
            if (!value.equals(other.get(key))) {
                changed.add(key);
            }
        });
        other.keySet().stream().filter(key -> !one.containsKey(key)).forEach(changed::add);
    }
}
