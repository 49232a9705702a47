package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LongPromptPrice;
import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.catalogue.ModelFacts;
import dev.cortexllm.config.Policy.LongPrompt;
import dev.cortexllm.config.Policy.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a model's tokens cost. */
final class Prices {
    /** A self-hosted model's tokens cost nothing extra: its GPUs are paid for already. */
    static final Price LOCAL = new Price(0, 0);

    /** One USD per million tokens is 1e12 / 1e6 pico-USD per token. */
    private static final int USD_PER_MILLION_TO_PICO = 6;

    private Prices() {}

    /** Findings for every price of a model that is neither absent nor a price. */
    static void check(ProviderModel model, String path, Findings findings) {
        check(model.inputUsdPerMillionTokens(), path + ".inputUsdPerMillionTokens", findings);
        check(model.outputUsdPerMillionTokens(), path + ".outputUsdPerMillionTokens", findings);
        check(model.cachedInputUsdPerMillionTokens(), path + ".cachedInputUsdPerMillionTokens", findings);
        check(model.cacheWriteUsdPerMillionTokens(), path + ".cacheWriteUsdPerMillionTokens", findings);
        check(model.hourCacheWriteUsdPerMillionTokens(), path + ".hourCacheWriteUsdPerMillionTokens", findings);
        check(model.reasoningUsdPerMillionTokens(), path + ".reasoningUsdPerMillionTokens", findings);
        if (model.longPrompt() != null) {
            check(model.longPrompt(), path + ".longPrompt", findings);
        }
    }

    private static void check(LongPromptPrice longer, String path, Findings findings) {
        if (longer.aboveTokens() == null || longer.aboveTokens() < 1) {
            findings.invalid(
                    path + ".aboveTokens", "must be the number of prompt tokens above which these prices hold");
        }
        if (longer.inputUsdPerMillionTokens() == null || longer.outputUsdPerMillionTokens() == null) {
            findings.invalid(path, "needs inputUsdPerMillionTokens and outputUsdPerMillionTokens");
        }
        check(longer.inputUsdPerMillionTokens(), path + ".inputUsdPerMillionTokens", findings);
        check(longer.outputUsdPerMillionTokens(), path + ".outputUsdPerMillionTokens", findings);
        check(longer.cachedInputUsdPerMillionTokens(), path + ".cachedInputUsdPerMillionTokens", findings);
        check(longer.cacheWriteUsdPerMillionTokens(), path + ".cacheWriteUsdPerMillionTokens", findings);
        check(longer.hourCacheWriteUsdPerMillionTokens(), path + ".hourCacheWriteUsdPerMillionTokens", findings);
        check(longer.reasoningUsdPerMillionTokens(), path + ".reasoningUsdPerMillionTokens", findings);
    }

    private static void check(String text, String path, Findings findings) {
        if (text != null && !text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            findings.invalid(path, "'" + text + "' is not a price in USD per million tokens such as \"0.6\"");
        }
    }

    /**
     * What the provider says, field by field, else the catalogue; null when the price of prompt or completion stays unknown. A
     * provider that gives a price of its own for prompts does not have the catalogue's for cached and written ones, which go
     * by it, and one that gives any of its own not the catalogue's for long prompts.
     */
    static Price of(Optional<ProviderModel> own, Optional<ModelFacts> facts) {
        Optional<BigDecimal> ownInput =
                own.map(ProviderModel::inputUsdPerMillionTokens).map(BigDecimal::new);
        Optional<BigDecimal> ownOutput =
                own.map(ProviderModel::outputUsdPerMillionTokens).map(BigDecimal::new);
        Optional<BigDecimal> input = ownInput.or(() -> facts.map(ModelFacts::inputUsd));
        Optional<BigDecimal> output = ownOutput.or(() -> facts.map(ModelFacts::outputUsd));
        if (input.isEmpty() || output.isEmpty()) {
            return null;
        }
        Optional<ModelFacts> ofPrompts = ownInput.isPresent() ? Optional.empty() : facts;
        Optional<ModelFacts> ofLong = ownOutput.isPresent() ? Optional.empty() : ofPrompts;
        return new Price(
                pico(input.get()),
                pico(output.get()),
                one(own, ProviderModel::cachedInputUsdPerMillionTokens, ofPrompts, ModelFacts::cachedInputUsd),
                one(own, ProviderModel::cacheWriteUsdPerMillionTokens, ofPrompts, ModelFacts::cacheWriteUsd),
                one(own, ProviderModel::hourCacheWriteUsdPerMillionTokens, ofPrompts, ModelFacts::hourCacheWriteUsd),
                own.map(ProviderModel::reasoningUsdPerMillionTokens)
                        .map(Prices::pico)
                        .orElse(null),
                own.map(ProviderModel::longPrompt)
                        .map(Prices::longPrompt)
                        .or(() -> ofLong.map(ModelFacts::longPrompt).map(Prices::longPrompt))
                        .orElse(null));
    }

    private static Long one(
            Optional<ProviderModel> own,
            Function<ProviderModel, String> said,
            Optional<ModelFacts> facts,
            Function<ModelFacts, BigDecimal> known) {
        return own.map(said)
                .map(Prices::pico)
                .or(() -> facts.map(known).map(Prices::pico))
                .orElse(null);
    }

    private static LongPrompt longPrompt(LongPromptPrice longer) {
        return new LongPrompt(
                longer.aboveTokens(),
                pico(longer.inputUsdPerMillionTokens()),
                pico(longer.outputUsdPerMillionTokens()),
                pico(longer.cachedInputUsdPerMillionTokens()),
                pico(longer.cacheWriteUsdPerMillionTokens()),
                pico(longer.hourCacheWriteUsdPerMillionTokens()),
                pico(longer.reasoningUsdPerMillionTokens()));
    }

    private static LongPrompt longPrompt(ModelFacts.LongPrompt longer) {
        return new LongPrompt(
                longer.aboveTokens(),
                pico(longer.inputUsd()),
                pico(longer.outputUsd()),
                pico(longer.cachedInputUsd()),
                pico(longer.cacheWriteUsd()),
                pico(longer.hourCacheWriteUsd()),
                null);
    }

    private static Long pico(String usdPerMillion) {
        return usdPerMillion == null ? null : pico(new BigDecimal(usdPerMillion));
    }

    private static Long pico(BigDecimal usdPerMillion) {
        return usdPerMillion == null
                ? null
                : usdPerMillion
                        .movePointRight(USD_PER_MILLION_TO_PICO)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}
