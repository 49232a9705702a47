package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * How much extra load the repetitions of a policy may be, over ten seconds and for each router.
 *
 * @param percent repetitions in percent of the requests
 * @param minPerSecond repetitions that are allowed whatever comes
 */
public record RetryBudget(
        @Default(Defaults.RETRY_PERCENT)
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription("Repetitions at the most, in percent of the requests of the last ten seconds.")
        Integer percent,

        @Default(Defaults.RETRIES_PER_SECOND)
        @Min(0)
        @Max(100000)
        @JsonPropertyDescription("Repetitions per second that are allowed on top, so that quiet times have some too.")
        Integer minPerSecond) {}
