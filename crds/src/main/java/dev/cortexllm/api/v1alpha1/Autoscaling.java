package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Between which bounds and by what the number of replicas follows the load.
 *
 * @param minReplicas fewest replicas; with 0 none runs while nobody asks
 * @param maxReplicas most replicas
 * @param targetRequests requests that one replica shall have, running and waiting ones together
 * @param scaleDownDelay how long fewer replicas must have been enough before one goes
 * @param idleTimeout how long nobody must have asked before the last replica goes
 * @param scaler who does it
 */
@ValidationRule(
        value = "self.minReplicas <= self.maxReplicas",
        message = "minReplicas must not be larger than maxReplicas")
public record Autoscaling(
        @Default(Defaults.MIN_REPLICAS)
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription("Fewest replicas; with 0 none runs while nobody asks.")
        Integer minReplicas,

        @Required @Min(1) @Max(1000) @JsonPropertyDescription("Most replicas.")
        Integer maxReplicas,

        @Min(1)
        @Max(65536)
        @JsonPropertyDescription(
                "Requests that one replica shall have, running and waiting ones together; three quarters of what it works on"
                        + " at a time when absent.")
        Integer targetRequests,

        @Default(Defaults.SCALE_DOWN_DELAY)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "How long fewer replicas must have been enough before the number goes down, for example 5m.")
        String scaleDownDelay,

        @Default(Defaults.IDLE_TIMEOUT)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "How long nobody must have asked before the last replica goes, for example 10m; only with minReplicas 0.")
        String idleTimeout,

        @Default("Auto")
        @JsonPropertyDescription(
                "Who sets the number of replicas: KEDA, BuiltIn (the operator), or Auto: KEDA where the cluster has it.")
        Scaler scaler) {}
