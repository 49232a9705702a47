package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.compile.Check;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.operator.compilation.Published;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Policies {@code default/policy-0} and so on of gateway default/main, for tests.
 *
 * @param generations of each policy
 * @param unselected how many of the last ones the gateway does not select
 * @param deployment generation of the one deployment that was read
 * @param resolved whether what they name is found
 */
public record ManyPolicies(List<Long> generations, int unselected, long deployment, boolean resolved) {
    /** As many policies, all of the first generation, selected and good. */
    public static ManyPolicies of(int policies) {
        return new ManyPolicies(new ArrayList<>(Collections.nCopies(policies, 1L)), 0, 1, true);
    }

    /** The same with another generation of one. */
    public ManyPolicies edited(int policy, long generation) {
        List<Long> changed = new ArrayList<>(generations);
        changed.set(policy, generation);
        return new ManyPolicies(changed, unselected, deployment, resolved);
    }

    /** What the gateway serves then. */
    public Published published(Optional<Published> before) {
        Check ok = new Check(true, "Accepted", "fine");
        Check refs = new Check(resolved, "ResolvedRefs", "as found");
        List<Resource<RoutingPolicySpec>> read = new ArrayList<>();
        List<Policy> served = new ArrayList<>();
        Map<ResourceId, Verdict> verdicts = new HashMap<>();
        for (int i = 0; i < generations.size(); i++) {
            String name = "policy-" + i;
            ResourceId id = new ResourceId(Kind.RoutingPolicy, "default", name);
            read.add(resource(id, generations.get(i)));
            if (i < generations.size() - unselected) {
                served.add(policy(name, generations.get(i)));
                verdicts.put(id, new Verdict(ok, refs, true));
            }
        }
        RouterConfig config = new RouterConfig(
                RouterConfig.SCHEMA_VERSION, "default/main", new RouterConfig.Settings(1024, 1000), List.of(), served);
        List<Resource<ModelDeploymentSpec>> deployments =
                List.of(resource(new ResourceId(Kind.ModelDeployment, "default", "tiny"), deployment));
        return Published.of(
                new Compilation(ConfigBundle.of(config, Map.of(), "key"), verdicts, List.of()),
                new Resources(null, List.of(), deployments, read, Map.of()),
                before);
    }

    private static <S> Resource<S> resource(ResourceId id, long generation) {
        return new Resource<>(id, "", generation, Instant.EPOCH, Map.of(), Map.of(), null);
    }

    private static Policy policy(String name, long generation) {
        return new Policy(
                "default/" + name,
                name,
                "",
                generation,
                List.of(name),
                Strategy.FALLBACK,
                List.of(),
                List.of(),
                List.of(),
                3,
                2000,
                null);
    }
}
