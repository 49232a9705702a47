package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.ModelFacts;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.config.Policy.Profile;
import dev.cortexllm.config.Policy.Target;
import dev.cortexllm.config.Upstream;
import java.util.List;
import java.util.Optional;

/**
 * What holds for one model at one upstream.
 *
 * @param price what its tokens cost; null when unknown
 * @param contextWindow largest sum of prompt and completion, in tokens; null when unknown
 * @param maxOutputTokens most tokens of one answer; null when unknown
 * @param defaults parameters for where the client is silent; null when there are none
 * @param profile what the model is good at; null when unknown
 */
record ModelTerms(Price price, Long contextWindow, Long maxOutputTokens, Parameters defaults, Profile profile) {

    /** As a target of the last good configuration has them. */
    static ModelTerms of(Target before) {
        return new ModelTerms(
                before.price(), before.contextWindow(), before.maxOutputTokens(), before.defaults(), before.profile());
    }

    /** Of a self-hosted model. */
    static ModelTerms local(ModelSource model, Long contextLength, Catalogue catalogue) {
        return new ModelTerms(Prices.LOCAL, contextLength, null, null, Profiles.of(model, contextLength, catalogue));
    }

    /**
     * Of a provider's model: what the provider says, field by field, else the catalogue. What it runs itself is free where nobody
     * says what it costs.
     */
    static ModelTerms of(Upstream upstream, String model, LLMProviderSpec provider, Catalogue catalogue) {
        List<ProviderModel> given = provider == null ? List.of() : PolicyChecks.orEmpty(provider.models());
        Optional<ProviderModel> own =
                given.stream().filter(m -> m.name().equals(model)).findFirst();
        Optional<ModelFacts> facts = catalogue.model(upstream.vendor(), model);
        Long maxOutput = own.map(ProviderModel::maxOutputTokens)
                .or(() -> facts.map(ModelFacts::maxOutput))
                .orElse(null);
        Price price = Prices.of(own, facts);
        boolean free = price == null && upstream.keeps(model);
        Long contextWindow = own.map(ProviderModel::contextWindow)
                .or(() -> facts.map(ModelFacts::context))
                .orElse(null);
        return new ModelTerms(
                free ? Prices.LOCAL : price,
                contextWindow,
                maxOutput,
                RequestParameters.merged(
                        provider == null ? null : provider.defaults(),
                        own.map(ProviderModel::defaults).orElse(null),
                        maxOutput),
                Profiles.of(own, facts, model, contextWindow, catalogue));
    }
}
