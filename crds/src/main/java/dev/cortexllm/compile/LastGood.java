package dev.cortexllm.compile;

import dev.cortexllm.config.Clients;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the gateway serves now. A broken resource keeps its entry from here, unless it is another resource of the same
 * name: its predecessor was deleted, and that ends its entry.
 */
final class LastGood {
    private final Optional<ConfigBundle> bundle;

    LastGood(Optional<ConfigBundle> bundle) {
        this.bundle = bundle;
    }

    Optional<Upstream> upstream(String id, String uid) {
        return list(RouterConfig::upstreams).stream()
                .filter(u -> u.id().equals(id) && sameObject(u.uid(), uid))
                .findFirst();
    }

    Optional<Policy> policy(String id, String uid) {
        return list(RouterConfig::policies).stream()
                .filter(p -> p.id().equals(id) && sameObject(p.uid(), uid))
                .findFirst();
    }

    /** What the same target of the same policy says now, as long as it names the same upstream. */
    Optional<Policy.Target> target(String policyId, String targetName, String upstreamId) {
        return list(RouterConfig::policies).stream()
                .filter(p -> p.id().equals(policyId))
                .flatMap(p -> p.targets().stream())
                .filter(t -> t.name().equals(targetName) && t.upstream().equals(upstreamId))
                .findFirst();
    }

    Optional<RouterConfig.Settings> settings() {
        return bundle.map(b -> b.config().settings());
    }

    /** The keys of clients, as long as they are digested under the same key. */
    List<Clients.Key> keys(String digestKey) {
        return settings(digestKey)
                .map(RouterConfig.Settings::clients)
                .map(Clients::keys)
                .orElse(List.of());
    }

    /** Digest of the admin port's key under the same digest key; null when there is none. */
    String adminKey(String digestKey) {
        return settings(digestKey).map(RouterConfig.Settings::adminKey).orElse(null);
    }

    private Optional<RouterConfig.Settings> settings(String digestKey) {
        return bundle.filter(b -> b.digestKey().equals(digestKey))
                .map(b -> b.config().settings());
    }

    boolean serves(String policyId) {
        return list(RouterConfig::policies).stream().anyMatch(p -> p.id().equals(policyId));
    }

    Map<String, String> secrets() {
        return bundle.map(ConfigBundle::secrets).orElse(Map.of());
    }

    private <T> List<T> list(Function<RouterConfig, List<T>> part) {
        return bundle.map(b -> part.apply(b.config())).orElse(List.of());
    }

    /** Outside Kubernetes there are no UIDs; then the name has to do. */
    private static boolean sameObject(String before, String now) {
        return before == null || before.isEmpty() || now == null || now.isEmpty() || before.equals(now);
    }
}
