package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Decimals;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A spend at which something happens. It is given as exactly one of the two.
 *
 * @param percent share of the budget in percent
 * @param usd amount in USD, a decimal as text
 * @param action what happens
 * @param webhookUrl URL that is told, by an HTTP POST
 */
@ValidationRule(value = "has(self.percent) != has(self.usd)", message = "give exactly one of percent and usd")
@ValidationRule(value = "!has(self.usd) || self.usd.matches('[1-9]')", message = "usd must be more than nothing")
public record BudgetThreshold(
        @Min(1) @Max(100) @JsonPropertyDescription("Share of the budget in percent.")
        Integer percent,

        @Pattern(Decimals.USD)
        @Size(max = 20)
        @JsonPropertyDescription("Amount in USD, a decimal as text such as \"12.50\", at most the budget.")
        String usd,

        @Required
        @JsonPropertyDescription(
                "Notify: log, metric, Event and webhook tell of it, as of every threshold. Throttle: the rest is spread"
                        + " evenly over the rest of the window. Fallback: cheaper targets come first. Block: nothing more is"
                        + " spent.")
        BudgetAction action,

        @Pattern("^https?://[^\\s?#@]+$")
        @Size(max = 2048)
        @JsonPropertyDescription(
                "URL to which the routers POST a JSON object, once per window; no address of clouds' metadata services.")
        String webhookUrl) {}
