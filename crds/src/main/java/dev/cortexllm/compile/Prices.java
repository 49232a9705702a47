package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.catalogue.ModelFacts;
import dev.cortexllm.config.Policy.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Finds what a model's tokens cost. */
final class Prices {
    /** A self-hosted model's tokens cost nothing extra: its GPUs are paid for already. */
    static final Price LOCAL = new Price(0, 0);

    /** One USD per million tokens is 1e12 / 1e6 pico-USD per token. */
    private static final int USD_PER_MILLION_TO_PICO = 6;

    private Prices() {}

    /** A finding when the text is neither absent nor a price. */
    static void check(String text, String path, Findings findings) {
        if (text != null && !text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            findings.invalid(path, "'" + text + "' is not a price in USD per million tokens such as \"0.6\"");
        }
    }

    /**
     * What the provider says, field by field, else the catalogue; null when the price of prompt or completion stays unknown.
     * A provider that gives a price of its own for prompts does not have the catalogue's for cached ones.
     */
    static Price of(Optional<ProviderModel> own, Optional<ModelFacts> facts) {
        Optional<BigDecimal> ownInput =
                own.map(ProviderModel::inputUsdPerMillionTokens).map(BigDecimal::new);
        Optional<BigDecimal> input = ownInput.or(() -> facts.map(ModelFacts::inputUsd));
        Optional<BigDecimal> output = own.map(ProviderModel::outputUsdPerMillionTokens)
                .map(BigDecimal::new)
                .or(() -> facts.map(ModelFacts::outputUsd));
        Optional<BigDecimal> cached = own.map(ProviderModel::cachedInputUsdPerMillionTokens)
                .map(BigDecimal::new)
                .or(() -> ownInput.isPresent() ? Optional.empty() : facts.map(ModelFacts::cachedInputUsd));
        return input.isEmpty() || output.isEmpty()
                ? null
                : new Price(
                        pico(input.get()),
                        pico(output.get()),
                        cached.map(Prices::pico).orElse(null));
    }

    private static long pico(BigDecimal usdPerMillion) {
        return usdPerMillion
                .movePointRight(USD_PER_MILLION_TO_PICO)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
