package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * How much may be used. Exactly one of the four quantities is set.
 *
 * @param name how errors and metrics call it
 * @param requestsPerMinute requests in 60 s
 * @param requestsPerHour requests in 3600 s
 * @param tokensPerMinute tokens in 60 s, those of prompts and answers together
 * @param concurrentRequests requests at the same time
 * @param burst how much may come at once under {@link LimitAlgorithm#LEAKY_BUCKET}; what one second brings when absent
 * @param algorithm how time counts
 * @param shadow whether it only observes
 * @param thresholds shares of it at which somebody is told
 * @param per what it counts apart; one count for all when absent
 */
@ValidationRule(
        value = "[has(self.requestsPerMinute), has(self.requestsPerHour), has(self.tokensPerMinute),"
                + " has(self.concurrentRequests)].exists_one(given, given)",
        message = "give exactly one of requestsPerMinute, requestsPerHour, tokensPerMinute and concurrentRequests")
@ValidationRule(
        value = "!has(self.burst) || (has(self.algorithm) && self.algorithm == 'LeakyBucket')",
        message = "burst belongs to algorithm LeakyBucket")
@ValidationRule(
        value = "!has(self.concurrentRequests) || !has(self.algorithm) || self.algorithm == 'SlidingWindow'",
        message = "concurrentRequests takes no algorithm")
public record RateLimit(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("How errors and metrics call this limit.")
        String name,

        @Min(1) @Max(1000000000) @JsonPropertyDescription("Requests in any 60 s.")
        Long requestsPerMinute,

        @Min(1) @Max(1000000000) @JsonPropertyDescription("Requests in any 3600 s.")
        Long requestsPerHour,

        @Min(1)
        @Max(1000000000000L)
        @JsonPropertyDescription("Tokens in any 60 s, those of prompts and of answers together.")
        Long tokensPerMinute,

        @Min(1) @Max(1000000) @JsonPropertyDescription("Requests that may be answered at the same time.")
        Long concurrentRequests,

        @Min(1)
        @Max(1000000000000L)
        @JsonPropertyDescription("Under LeakyBucket how much may come at once; what one second brings when absent.")
        Long burst,

        @JsonPropertyDescription(
                "SlidingWindow (default): never more than the limit in any window. LeakyBucket: evenly spread, except for"
                        + " bursts.")
        LimitAlgorithm algorithm,

        @JsonPropertyDescription(
                "Whether the limit only observes: nothing is refused, metrics tell what would have been.")
        Boolean shadow,

        @ListType(value = ListType.Kind.MAP, key = "percent")
        @Size(max = 8)
        @JsonPropertyDescription("Shares of the limit at which somebody is told, by log and metric.")
        List<LimitThreshold> thresholds,

        @ListType(ListType.Kind.SET)
        @Size(max = 3)
        @JsonPropertyDescription(
                "What it counts apart: each API key (Key), workspace (Workspace) or model name (Model) has the whole amount;"
                        + " one count for all when absent. Not for providers.")
        List<LimitScope> per) {

    /** One count for all. */
    public RateLimit(
            String name,
            Long requestsPerMinute,
            Long requestsPerHour,
            Long tokensPerMinute,
            Long concurrentRequests,
            Long burst,
            LimitAlgorithm algorithm,
            Boolean shadow,
            List<LimitThreshold> thresholds) {
        this(
                name,
                requestsPerMinute,
                requestsPerHour,
                tokensPerMinute,
                concurrentRequests,
                burst,
                algorithm,
                shadow,
                thresholds,
                null);
    }
}
