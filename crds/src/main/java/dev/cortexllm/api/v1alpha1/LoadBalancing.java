package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * How requests are spread over the replicas of a model.
 *
 * @param strategy how a replica is chosen
 * @param sessionHeaders request headers that name a session, in the order they are looked at; what names one keeps to a
 *     replica, whatever the strategy
 * @param meanLoadPercent load, in percent of the mean, beyond which a replica gets no more of what belongs to it
 * @param prefixBytes bytes that count of each of the tools, the system prompt and the first turn of the user
 */
public record LoadBalancing(
        @Default(Defaults.BALANCING)
        @JsonPropertyDescription(
                "PrefixAffinity sends conversations that begin alike to the replica that has their beginning in its cache,"
                        + " as long as it has no more than its share of the load; LeastLoad looks at the load alone.")
        BalancingStrategy strategy,

        @Size(max = 8)
        @JsonPropertyDescription(
                "Request headers that name a session, looked at in this order; requests of a session keep to a replica,"
                        + " whatever the strategy. Absent: with PrefixAffinity x-session-id, x-claude-code-session-id,"
                        + " session-id and session_id, with LeastLoad none.")
        List<@Pattern("^[A-Za-z0-9!#$%&'*+.^_|~-]+$") @Size(max = 64) String> sessionHeaders,

        @Default(Defaults.MEAN_LOAD_PERCENT)
        @Min(100)
        @Max(1000)
        @JsonPropertyDescription(
                "Load, in percent of the replicas' mean, beyond which a replica gets no more of what belongs to it.")
        Integer meanLoadPercent,

        @Default(Defaults.PREFIX_BYTES)
        @Min(64)
        @Max(65536)
        @JsonPropertyDescription(
                "Bytes that count of each of the tools, the system prompt and the first turn of the user, when it is told"
                        + " whether two conversations begin alike.")
        Integer prefixBytes) {}
