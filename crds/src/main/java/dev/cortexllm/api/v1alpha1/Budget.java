package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Decimals;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * How much money may be spent.
 *
 * @param name how errors, metrics and status call it. Another name is another budget, of which nothing is spent
 * @param window how long it lasts before it begins anew
 * @param timeZone IANA name of the time zone whose hours, days and months count
 * @param limitUsd how much there is in a window, in USD, a decimal as text
 * @param whenStoreUnavailable what happens while nobody knows what all routers together have spent
 * @param whenUnbounded what happens under a budget that blocks to a request that does not say how long its answer may be
 * @param maxTokensWhenUnbounded most tokens of the answer to such a request under {@link WhenUnbounded#CAP}
 * @param shadow whether it only observes
 * @param thresholds what happens at which spend; {@link BudgetAction#BLOCK} at 100 % when absent
 * @param per what it is kept apart by: each value has the whole amount; one budget for all when absent
 */
@ValidationRule(
        value = "self.limitUsd.matches('[1-9]') && double(self.limitUsd) <= 9000000.0",
        message = "limitUsd must be more than nothing and at most 9000000")
@ValidationRule(
        value =
                "!has(self.thresholds) || self.thresholds.all(t, !has(t.usd) || double(t.usd) <= double(self.limitUsd))",
        message = "a threshold's usd must not be more than limitUsd")
@ValidationRule(
        value = "!has(self.thresholds) || self.thresholds.all(t,"
                + " self.thresholds.exists_one(o, o.action == t.action && has(o.percent) == has(t.percent) &&"
                + " (has(t.percent) ? o.percent == t.percent : double(o.usd) == double(t.usd))))",
        message = "two thresholds are the same")
@ValidationRule(
        value = "self.window != 'Request' || !has(self.thresholds) ||"
                + " self.thresholds.all(t, t.action == 'Notify' || t.action == 'Block')",
        message = "a budget of one request can only Notify and Block")
public record Budget(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription(
                "How errors, metrics and status call this budget. Another name is another budget, of which nothing is spent.")
        String name,

        @Required
        @JsonPropertyDescription(
                "How long it lasts before it begins anew: Request, Hour, Day or Month, by the calendar of timeZone.")
        BudgetWindow window,

        @Default(Defaults.TIME_ZONE)
        @Pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$")
        @Size(max = 64)
        @JsonPropertyDescription(
                "IANA name of the time zone whose hours, days and months count, such as Europe/Berlin.")
        String timeZone,

        @Required
        @Pattern(Decimals.USD)
        @Size(max = 20)
        @JsonPropertyDescription("How much there is in a window, in USD, a decimal as text such as \"50\" or \"0.25\".")
        String limitUsd,

        @Default(Defaults.OPEN)
        @JsonPropertyDescription(
                "What happens while nobody knows what all routers together have spent. Open: requests go on, and what they"
                        + " cost is carried over when the store is back. Closed: requests get 503.")
        WhenStoreUnavailable whenStoreUnavailable,

        @Default(Defaults.CAP)
        @JsonPropertyDescription(
                "What happens under a budget that blocks to a request that does not say how long its answer may be. Cap: the"
                        + " router says it. Reject: status 400.")
        WhenUnbounded whenUnbounded,

        @Default(Defaults.CAP_TOKENS)
        @Min(1)
        @Max(10000000)
        @JsonPropertyDescription("Most tokens of the answer to such a request under Cap.")
        Long maxTokensWhenUnbounded,

        @JsonPropertyDescription("Whether the budget only observes: nothing is refused, capped or slowed down.")
        Boolean shadow,

        @Size(max = 8) @JsonPropertyDescription("What happens at which spend; Block at 100 percent when absent.")
        List<BudgetThreshold> thresholds,

        @ListType(ListType.Kind.SET)
        @Size(max = 3)
        @JsonPropertyDescription(
                "What it is kept apart by: each API key (Key), workspace (Workspace) or model name (Model) has the whole"
                        + " amount; one budget for all when absent.")
        List<LimitScope> per) {

    /** One budget for all. */
    public Budget(String name, BudgetWindow window, String limitUsd) {
        this(name, window, null, limitUsd, null, null, null, null, null, null);
    }
}
