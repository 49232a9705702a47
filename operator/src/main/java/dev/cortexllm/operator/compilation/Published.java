package dev.cortexllm.operator.compilation;

import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one gateway serves, and what its compilation said.
 *
 * @param bundle the configuration
 * @param files its files
 * @param verdicts what the compiler says of each resource
 * @param read what the compilation has read; empty where nobody asks for it
 * @param generations generation of each policy by configuration hash, for the latest configurations: a router that serves
 *     an earlier one may well serve the present generation of most policies
 */
public record Published(
        ConfigBundle bundle,
        Map<String, byte[]> files,
        Map<ResourceId, Verdict> verdicts,
        Inputs read,
        Map<String, Map<String, Long>> generations) {
    private static final int REMEMBERED = 16;

    /**
     * What is served after a compilation.
     *
     * @param compilation the compilation
     * @param resources what it was made from
     * @param before what was served until now
     * @return what is served from now on
     * @throws dev.cortexllm.config.ConfigException when the configuration is too large
     */
    public static Published of(Compilation compilation, Resources resources, Optional<Published> before) {
        ConfigBundle bundle = compilation.bundle();
        boolean same = before.isPresent() && before.get().bundle().hash().equals(bundle.hash());
        Map<String, byte[]> files = same ? before.get().files() : BundleFiles.write(bundle);
        Map<String, Map<String, Long>> generations =
                new LinkedHashMap<>(before.map(Published::generations).orElse(Map.of()));
        Map<String, Long> held = generations.remove(bundle.hash());
        // The same object when it is the same configuration: then comparing is cheap.
        generations.put(bundle.hash(), held == null ? generations(bundle.config()) : held);
        while (generations.size() > REMEMBERED) {
            generations.remove(generations.keySet().iterator().next());
        }
        return new Published(bundle, files, compilation.verdicts(), Inputs.of(resources), generations);
    }

    /**
     * The same configuration, with the verdicts of a compilation whose own one cannot be published.
     *
     * @param compilation the compilation
     * @param resources what it was made from
     * @return what is served goes on to be served
     */
    public Published judgedBy(Compilation compilation, Resources resources) {
        return new Published(bundle, files, compilation.verdicts(), Inputs.of(resources), generations);
    }

    /**
     * Whether the verdicts speak of a generation of a policy.
     *
     * @param namespace the policy's namespace
     * @param name its name
     * @param generation the generation asked for
     * @return false when a compilation of it is still to come
     */
    public boolean hasRead(String namespace, String name, long generation) {
        Long seen = read.policies().get(new ResourceId(Kind.RoutingPolicy, namespace, name));
        return seen != null && seen >= generation;
    }

    /**
     * Whether a configuration holds a generation of a policy.
     *
     * @param hash hash of the configuration; null when unknown
     * @param policy {@code namespace/name}
     * @param generation the generation asked for
     * @return false also when the configuration is too old to be remembered
     */
    public boolean holds(String hash, String policy, long generation) {
        Long held = held(hash).get(policy);
        return held != null && held == generation;
    }

    /**
     * What a configuration holds.
     *
     * @param hash its hash; null when unknown
     * @return generations by policy, {@code namespace/name}; empty when the configuration is too old to be remembered
     */
    Map<String, Long> held(String hash) {
        return hash == null ? Map.of() : generations.getOrDefault(hash, Map.of());
    }

    /**
     * Whether the present configuration or one of the latest before it holds a policy.
     *
     * @param policy {@code namespace/name}
     * @return true when routers may have served it of late
     */
    public boolean remembers(String policy) {
        return generations.values().stream().anyMatch(policies -> policies.containsKey(policy));
    }

    /**
     * What the compiler says of a policy of this gateway.
     *
     * @param namespace the policy's namespace
     * @param name its name
     * @return the verdict; empty when the gateway does not select it
     */
    public Optional<Verdict> verdict(String namespace, String name) {
        return Optional.ofNullable(verdicts.get(new ResourceId(Kind.RoutingPolicy, namespace, name)));
    }

    private static Map<String, Long> generations(RouterConfig config) {
        return config.policies().stream().collect(Collectors.toUnmodifiableMap(Policy::id, Policy::generation));
    }
}
