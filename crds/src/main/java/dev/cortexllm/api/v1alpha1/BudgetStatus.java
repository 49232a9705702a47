package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * What is spent of a budget in its present window.
 *
 * @param name its name; of a workspace's budget with the workspace's before it, as in {@code support/daily}
 * @param window its present window, as in {@code 2026-11-27[Europe/Berlin]}
 * @param limitUsd how much there is in a window, a decimal as text
 * @param spentUsd what answers have cost
 * @param reservedUsd the most that running requests can still cost
 * @param remainingUsd what is neither spent nor reserved, at least 0
 * @param state how far it is spent
 * @param share of a budget that is kept apart by something the share of which most is spent
 */
public record BudgetStatus(
        @Required @JsonPropertyDescription("Name of the budget; of a workspace's as in support/daily.")
        String name,

        @JsonPropertyDescription("Present window, as in 2026-11-27[Europe/Berlin].")
        String window,

        @JsonPropertyDescription("How much there is in a window, in USD.")
        String limitUsd,

        @JsonPropertyDescription("What answers have cost in it, in USD.")
        String spentUsd,

        @JsonPropertyDescription("The most that running requests can still cost, in USD.")
        String reservedUsd,

        @JsonPropertyDescription("What is neither spent nor reserved, in USD.")
        String remainingUsd,

        @JsonPropertyDescription("How far it is spent: Free, Notified, Throttled, Fallback, Blocked.")
        BudgetState state,

        @JsonPropertyDescription(
                "Of a budget that is kept apart by key, workspace or model: the one of which most is spent.")
        String share) {}
