package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * What spilling may cost. When it is spent requests stay in the local queue.
 *
 * @param window how long it lasts
 * @param timeZone in which days and months begin
 * @param limitUsd how much there is in a window, decimal USD
 */
public record SpillBudget(
        @Required @JsonPropertyDescription("How long it lasts: Hour, Day or Month; Request is for one request alone.")
        BudgetWindow window,

        @Default(Defaults.TIME_ZONE)
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("IANA name of the time zone in which days and months begin, such as Europe/Berlin.")
        String timeZone,

        @Required
        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("How much may be spent on spilled requests in a window, decimal USD as text.")
        String limitUsd) {}
