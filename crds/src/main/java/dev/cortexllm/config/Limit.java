package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cortexllm.api.v1alpha1.LimitScope;
import java.util.List;

/**
 * A compiled rate limit.
 *
 * @param key identity of what is counted: scope, UID of the resource (its name outside Kubernetes), name and kind of the
 *     limit. Another limit of the same key counts on where this one stopped, whatever its amount
 * @param name shown to clients
 * @param owner whose limit it is, in the words of errors and metrics, such as {@code policy chat}
 * @param measure what is counted
 * @param amount most of it, at least 1
 * @param windowMillis in this time; 0 for {@link Measure#CONCURRENT}
 * @param burst size of the leaky bucket; 0: a sliding window
 * @param shadow whether it only observes
 * @param notifyPercents shares in percent at which somebody is told, ascending; null when there are none
 * @param per what it counts apart, sorted: each value has the whole amount; null: one count for all
 */
public record Limit(
        String key,
        String name,
        String owner,
        Measure measure,
        long amount,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long windowMillis,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long burst,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean shadow,
        List<Integer> notifyPercents,
        List<LimitScope> per) {

    /** One count for all. */
    public Limit(
            String key,
            String name,
            String owner,
            Measure measure,
            long amount,
            long windowMillis,
            long burst,
            boolean shadow,
            List<Integer> notifyPercents) {
        this(key, name, owner, measure, amount, windowMillis, burst, shadow, notifyPercents, null);
    }

    /**
     * The same with a count of its own.
     *
     * @param suffix what the count is told apart by
     * @return a limit that shares nothing with this one but its terms
     */
    public Limit apart(String suffix) {
        return new Limit(key + suffix, name, owner, measure, amount, windowMillis, burst, shadow, notifyPercents, per);
    }

    /** What a limit counts. */
    public enum Measure {
        /** Requests as they come. */
        REQUESTS,
        /** Tokens of prompts and answers. */
        TOKENS,
        /** Requests that are being answered. */
        CONCURRENT
    }
}
