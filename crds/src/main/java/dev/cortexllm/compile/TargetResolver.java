package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.Policy.Target;
import dev.cortexllm.config.Upstream;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a policy's target names. A policy may name resources of its own namespace, of the gateway's, and of those
 * that the gateway allows: who admits a namespace's policies to a gateway trusts it with the gateway's providers.
 */
final class TargetResolver {
    private final UpstreamTable upstreams;
    private final Set<String> gatewayNamespaces;
    private final Catalogue catalogue;
    private final LastGood lastGood;

    TargetResolver(UpstreamTable upstreams, Set<String> gatewayNamespaces, Catalogue catalogue, LastGood lastGood) {
        this.upstreams = upstreams;
        this.gatewayNamespaces = gatewayNamespaces;
        this.catalogue = catalogue;
        this.lastGood = lastGood;
    }

    /** The target, or empty with a finding. The target's own fields have been checked. */
    Optional<Target> resolve(ResourceId policy, PolicyTarget target, String path, Findings findings) {
        boolean provider = target.providerRef() != null;
        ObjectRef ref = provider ? target.providerRef() : target.deploymentRef();
        String namespace = ref.namespace() == null ? policy.namespace() : ref.namespace();
        String where = path + (provider ? ".providerRef" : ".deploymentRef");
        String what = (provider ? Kind.LLMProvider : Kind.ModelDeployment) + " " + namespace + "/" + ref.name();
        if (!namespace.equals(policy.namespace()) && !gatewayNamespaces.contains(namespace)) {
            findings.unresolved(
                    where,
                    "RefNotPermitted",
                    what + " is in a namespace that the gateway does not list in allowedNamespaces");
            return Optional.empty();
        }
        String id = provider
                ? ProviderCompiler.idOf(namespace, ref.name())
                : DeploymentCompiler.idOf(namespace, ref.name());
        Optional<UpstreamTable.Entry> entry = upstreams.find(id);
        if (entry.isEmpty()) {
            findings.unresolved(where, Findings.TARGET_NOT_FOUND, what + " does not exist");
            return Optional.empty();
        }
        if (entry.get().upstream() == null) {
            findings.unresolved(
                    where,
                    Findings.TARGET_NOT_FOUND,
                    what + " cannot be used: " + entry.get().findings().firstReason());
            return Optional.empty();
        }
        Optional<Target> before =
                entry.get().current() ? Optional.empty() : lastGood.target(policy.path(), target.name(), id);
        String model = target.model() != null
                ? target.model()
                : before.map(Target::model).orElse(entry.get().servedModel());
        if (model == null) {
            // A deployment that is broken now, for a target that was not there while it was good.
            findings.unresolved(where, Findings.TARGET_NOT_FOUND, what + " does not say under which name it serves");
            return Optional.empty();
        }
        return Optional.of(target(target, entry.get(), before, model, path, findings));
    }

    private Target target(
            PolicyTarget given,
            UpstreamTable.Entry entry,
            Optional<Target> before,
            String model,
            String path,
            Findings findings) {
        Upstream upstream = entry.upstream();
        ModelTerms terms = before.filter(t -> t.model().equals(model))
                .map(ModelTerms::of)
                .orElseGet(() -> terms(upstream, model, entry));
        if (terms.price() == null
                && (upstream.selfHosted()
                        || catalogue
                                .vendor(upstream.vendor())
                                .map(Vendor::keyRequired)
                                .orElse(false))) {
            findings.warn(
                    path + ".model",
                    "PriceUnknown",
                    "the price of " + upstream.vendor() + "'s model '" + model + "' is unknown; give it in models of "
                            + entry.id());
        }
        return new Target(
                given.name(),
                upstream.id(),
                model,
                given.weight() == null ? PolicyCompiler.WEIGHT : given.weight(),
                upstream.keeps(model),
                terms.price(),
                terms.contextWindow(),
                terms.maxOutputTokens(),
                terms.defaults(),
                terms.profile());
    }

    private ModelTerms terms(Upstream upstream, String model, UpstreamTable.Entry entry) {
        return upstream.local()
                ? ModelTerms.local(entry.model(), entry.contextLength(), catalogue)
                : ModelTerms.of(upstream, model, entry.provider(), catalogue);
    }
}
