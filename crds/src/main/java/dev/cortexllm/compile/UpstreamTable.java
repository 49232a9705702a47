package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.config.Upstream;
import java.net.URI;
import java.util.List;
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
     * @param servedModel name under which a deployment serves its model; null for providers
     * @param models a provider's own facts on models; empty unless current
     * @param findings what is wrong with it
     */
    record Entry(
            ResourceId id,
            Upstream upstream,
            boolean current,
            String servedModel,
            List<ProviderModel> models,
            Findings findings) {}

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
        LLMProviderSpec spec = draft.resource().spec();
        List<ProviderModel> models = draft.value() == null || spec.models() == null ? List.of() : spec.models();
        entries.put(key, new Entry(id, entry(draft, key), draft.value() != null, null, models, draft.findings()));
    }

    void addDeployment(Draft<ModelDeploymentSpec, Upstream> draft) {
        ResourceId id = draft.resource().id();
        String key = DeploymentCompiler.idOf(id.namespace(), id.name());
        ModelDeploymentSpec spec = draft.resource().spec();
        String model =
                spec == null || spec.model() == null ? null : spec.model().name();
        entries.put(key, new Entry(id, entry(draft, key), draft.value() != null, model, List.of(), draft.findings()));
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
