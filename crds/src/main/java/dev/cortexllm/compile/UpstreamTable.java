package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.Serving;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every provider and deployment after compilation, by upstream id; broken ones with their last good entry. */
final class UpstreamTable {
    /**
     * One provider or deployment.
     *
     * @param id which resource
     * @param upstream its entry, possibly the last good one; null when there is none
     * @param current whether the entry is compiled from the present spec
     * @param deployment a deployment's spec, however broken; null for providers
     * @param provider a provider's spec; null unless current
     * @param findings what is wrong with it
     */
    record Entry(
            ResourceId id,
            Upstream upstream,
            boolean current,
            ModelDeploymentSpec deployment,
            LLMProviderSpec provider,
            Findings findings) {

        /** Name under which a deployment serves its model; null for providers. */
        String servedModel() {
            return deployment == null || deployment.model() == null
                    ? null
                    : deployment.model().name();
        }

        /** A deployment's model; null when its present spec does not say. */
        ModelSource model() {
            return current && deployment != null ? Serving.model(deployment, EngineFacts.bundled()) : null;
        }

        /** A deployment's largest sum of prompt and completion, in tokens; null when its present spec does not say. */
        Long contextLength() {
            return current && deployment != null
                    ? Serving.of(deployment, EngineFacts.bundled()).contextLength()
                    : null;
        }
    }

    private final Map<String, Entry> entries = new TreeMap<>();
    private final LastGood lastGood;
    private final Credentials credentials;
    private final UrlGuard guard;

    UpstreamTable(LastGood lastGood, Credentials credentials, UrlGuard guard) {
        this.lastGood = lastGood;
        this.credentials = credentials;
        this.guard = guard;
    }

    void add(Draft<LLMProviderSpec, Upstream> draft) {
        ResourceId id = draft.resource().id();
        String key = ProviderCompiler.idOf(id.namespace(), id.name());
        LLMProviderSpec spec = draft.value() == null ? null : draft.resource().spec();
        entries.put(key, new Entry(id, entry(draft, key), draft.value() != null, null, spec, draft.findings()));
    }

    void addDeployment(Draft<ModelDeploymentSpec, Upstream> draft) {
        ResourceId id = draft.resource().id();
        String key = DeploymentCompiler.idOf(id.namespace(), id.name());
        ModelDeploymentSpec spec = draft.resource().spec();
        entries.put(key, new Entry(id, entry(draft, key), draft.value() != null, spec, null, draft.findings()));
    }

    Optional<Entry> find(String upstreamId) {
        return Optional.ofNullable(entries.get(upstreamId));
    }

    boolean serves(String upstreamId) {
        return find(upstreamId).filter(e -> e.upstream() != null).isPresent();
    }

    /** All entries, sorted by upstream id. */
    Map<String, Entry> entries() {
        return entries;
    }

    private Upstream entry(Draft<?, Upstream> draft, String key) {
        if (draft.value() != null) {
            return draft.value();
        }
        Optional<Upstream> kept = lastGood.upstream(key, draft.resource().uid()).filter(this::stillAllowed);
        kept.ifPresent(upstream -> draft.findings().keptFrom(upstream.generation()));
        return kept.orElse(null);
    }

    /** Keeping an entry must not keep a leak: what was forbidden since then ends it. */
    private boolean stillAllowed(Upstream upstream) {
        if (upstream.local()) {
            return true;
        }
        return guard.refusal(upstream.baseUrl()).isEmpty()
                && credentials.allowAll(upstream.credentials(), UrlGuard.hostOf(URI.create(upstream.baseUrl())));
    }
}
