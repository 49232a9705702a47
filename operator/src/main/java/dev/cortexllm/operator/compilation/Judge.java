package dev.cortexllm.operator.compilation;

import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.CompileOptions;
import dev.cortexllm.compile.Compiler;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.compile.SecretId;
import dev.cortexllm.compile.SecretValue;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.config.Upstream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compiler's word on one resource by itself, whether or not a gateway uses it: it is compiled for a gateway that exists
 * only here and selects nothing else.
 */
public final class Judge {
    private final Catalogue catalogue;
    private final CompileOptions options;

    /**
     * A provider's verdict and entry.
     *
     * @param verdict what the compiler says
     * @param upstream its entry; empty when the spec or the credentials do not allow one
     * @param secrets values of the credentials that the entry names
     */
    public record ProviderJudgement(Verdict verdict, Optional<Upstream> upstream, Map<String, String> secrets) {
        /** Never prints a secret. */
        @Override
        public String toString() {
            return "ProviderJudgement[" + verdict + ", " + upstream + ", " + secrets.size() + " secrets]";
        }
    }

    /**
     * @param catalogue facts on vendors and models
     * @param clusterDomain DNS domain of the cluster
     * @param allowLoopback whether resources may name this machine
     */
    public Judge(Catalogue catalogue, String clusterDomain, boolean allowLoopback) {
        this.catalogue = catalogue;
        this.options = new CompileOptions("judge", clusterDomain, Map.of(), allowLoopback);
    }

    /**
     * Judges a provider.
     *
     * @param provider the provider
     * @param secrets the usable secrets
     * @return verdict and entry
     */
    public ProviderJudgement provider(Resource<LLMProviderSpec> provider, Map<SecretId, SecretValue> secrets) {
        Compilation compilation = compile(new Resources(
                gateway(provider.id().namespace()),
                List.of(provider),
                List.of(),
                List.of(policyOn(provider.id())),
                secrets));
        return new ProviderJudgement(
                compilation.verdicts().get(provider.id()),
                compilation.bundle().config().upstreams().stream().findFirst(),
                compilation.bundle().secrets());
    }

    /**
     * Judges a deployment.
     *
     * @param deployment the deployment
     * @param secrets the usable secrets
     * @return the verdict
     */
    public Verdict deployment(Resource<ModelDeploymentSpec> deployment, Map<SecretId, SecretValue> secrets) {
        return compile(new Resources(
                        gateway(deployment.id().namespace()), List.of(), List.of(deployment), List.of(), secrets))
                .verdicts()
                .get(deployment.id());
    }

    /**
     * Judges a policy that no gateway selects. Credentials of providers are taken for granted: the provider's own status
     * tells of them.
     *
     * @param policy the policy
     * @param providers the providers that there are
     * @param deployments the deployments that there are
     * @return the verdict
     */
    public Verdict policy(
            Resource<RoutingPolicySpec> policy,
            List<Resource<LLMProviderSpec>> providers,
            List<Resource<ModelDeploymentSpec>> deployments) {
        return compile(new Resources(
                        gateway(policy.id().namespace()), providers, deployments, List.of(policy), supposed(providers)))
                .verdicts()
                .get(policy.id());
    }

    private Compilation compile(Resources resources) {
        return Compiler.compile(resources, Optional.empty(), catalogue, options);
    }

    private static Resource<LLMGatewaySpec> gateway(String namespace) {
        return new Resource<>(
                new ResourceId(Kind.LLMGateway, namespace, "judge"),
                "",
                0,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                new LLMGatewaySpec(null, null, null, null, null, null, null, null, null));
    }

    private static Resource<RoutingPolicySpec> policyOn(ResourceId provider) {
        PolicyTarget target =
                new PolicyTarget("judged", new ObjectRef(provider.name(), provider.namespace()), null, "any", null);
        return new Resource<>(
                new ResourceId(Kind.RoutingPolicy, provider.namespace(), "judge"),
                "",
                0,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                new RoutingPolicySpec(List.of("any"), null, List.of(target), null, null, null, null));
    }

    private static Map<SecretId, SecretValue> supposed(List<Resource<LLMProviderSpec>> providers) {
        Map<SecretId, SecretValue> secrets = new HashMap<>();
        for (Resource<LLMProviderSpec> provider : providers) {
            List<CredentialSource> sources = provider.spec().credentials();
            for (CredentialSource source : sources == null ? List.<CredentialSource>of() : sources) {
                secrets.put(
                        new SecretId(
                                provider.id().namespace(),
                                source.secretRef().name(),
                                source.secretRef().key()),
                        new SecretValue("supposed", Set.of()));
            }
        }
        return secrets;
    }
}
