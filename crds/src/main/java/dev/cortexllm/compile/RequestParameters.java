package dev.cortexllm.compile;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.api.v1alpha1.ModelDefaults;
import dev.cortexllm.api.v1alpha1.RequestDefaults;
import dev.cortexllm.config.Parameters;
import java.math.BigDecimal;

/** Parameters of requests for where the client is silent: a model's come before its provider's, one by one. */
final class RequestParameters {
    private RequestParameters() {}

    /** Findings for a provider's defaults, its timeout apart. */
    static void check(RequestDefaults given, Findings findings) {
        if (given != null) {
            check(given.maxTokens(), given.temperature(), given.topP(), "spec.defaults", findings);
        }
    }

    /** Findings for a model's defaults. */
    static void check(ModelDefaults given, Long maxOutputTokens, String path, Findings findings) {
        if (given == null) {
            return;
        }
        check(given.maxTokens(), given.temperature(), given.topP(), path, findings);
        if (given.maxTokens() != null && maxOutputTokens != null && given.maxTokens() > maxOutputTokens) {
            findings.invalid(path + ".maxTokens", "must not be above the model's maxOutputTokens");
        }
    }

    private static void check(Integer maxTokens, String temperature, String topP, String path, Findings findings) {
        if (maxTokens != null && maxTokens < 1) {
            findings.invalid(path + ".maxTokens", "must be at least 1");
        }
        if (temperature != null && !temperature.matches(Decimals.UP_TO_2)) {
            findings.invalid(path + ".temperature", Decimals.TEMPERATURE_MESSAGE);
        }
        if (topP != null && !topP.matches(Decimals.UP_TO_1)) {
            findings.invalid(path + ".topP", Decimals.TOP_P_MESSAGE);
        }
    }

    /**
     * The parameters of one model; null when nobody gives any.
     *
     * @param maxOutputTokens what the model can do at the most, or null: a provider's default for all of its models must not
     *     make requests to a small one fail
     */
    static Parameters merged(RequestDefaults provider, ModelDefaults model, Long maxOutputTokens) {
        RequestDefaults wide = provider == null ? new RequestDefaults(null, null, null, null) : provider;
        ModelDefaults near = model == null ? new ModelDefaults(null, null, null) : model;
        Integer maxTokens = near.maxTokens() == null ? wide.maxTokens() : near.maxTokens();
        if (maxTokens != null && maxOutputTokens != null && maxTokens > maxOutputTokens) {
            maxTokens = maxOutputTokens.intValue();
        }
        Parameters merged = new Parameters(
                maxTokens,
                decimal(near.temperature() == null ? wide.temperature() : near.temperature()),
                decimal(near.topP() == null ? wide.topP() : near.topP()));
        return merged.equals(Parameters.NONE) ? null : merged;
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
