package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.ModelFacts;
import dev.cortexllm.config.Policy.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
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

    /** What the provider says, field by field, else the catalogue; null when either price stays unknown. */
    static Price of(String vendor, String model, List<ProviderModel> given, Catalogue catalogue) {
        Optional<ProviderModel> own =
                given.stream().filter(m -> m.name().equals(model)).findFirst();
        Optional<ModelFacts> facts = catalogue.model(vendor, model);
        Optional<BigDecimal> input = own.map(ProviderModel::inputUsdPerMillionTokens)
                .map(BigDecimal::new)
                .or(() -> facts.map(ModelFacts::inputUsd));
        Optional<BigDecimal> output = own.map(ProviderModel::outputUsdPerMillionTokens)
                .map(BigDecimal::new)
                .or(() -> facts.map(ModelFacts::outputUsd));
        return input.isEmpty() || output.isEmpty() ? null : new Price(pico(input.get()), pico(output.get()));
    }

    private static long pico(BigDecimal usdPerMillion) {
        return usdPerMillion
                .movePointRight(USD_PER_MILLION_TO_PICO)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
