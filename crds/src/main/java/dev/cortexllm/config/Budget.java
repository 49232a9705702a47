package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cortexllm.api.v1alpha1.LimitScope;
import java.util.List;

/**
 * A compiled budget. Money is in nano-USD (1e-9 USD): a number of them up to nine million USD is exact in Redis' scripts too.
 *
 * @param key identity of what is spent: scope, UID of the resource (its name outside Kubernetes) and name of the budget.
 *     Another budget of the same key goes on where this one stopped, whatever its limit
 * @param name shown to clients
 * @param owner whose budget it is, in the words of errors and metrics, such as {@code policy chat}
 * @param window how long it lasts
 * @param timeZone IANA name of the time zone in which days and months begin
 * @param limitNanoUsd how much there is in a window, at least 1
 * @param closed whether requests are refused while nobody knows what is spent
 * @param unbounded what happens to a request that does not say how long its answer may be
 * @param capTokens most tokens of an answer to such a request under {@link Unbounded#CAP}
 * @param shadow whether it only observes
 * @param thresholds what happens at which spend, ascending; never empty
 * @param per what it is kept apart by, sorted: each value has the whole amount; null: one budget for all
 */
public record Budget(
        String key,
        String name,
        String owner,
        Window window,
        String timeZone,
        long limitNanoUsd,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean closed,
        Unbounded unbounded,
        long capTokens,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean shadow,
        List<Threshold> thresholds,
        List<LimitScope> per) {

    /** How long a budget lasts. */
    public enum Window {
        /** One request: nothing adds up. */
        REQUEST,
        /** From one full hour of the time zone to the next. */
        HOUR,
        /** A calendar day of the time zone, 23 to 25 hours long. */
        DAY,
        /** A calendar month of the time zone. */
        MONTH
    }

    /** What happens at a threshold. */
    public enum Action {
        /** Somebody is told. */
        NOTIFY,
        /** The rest is spread over the rest of the window. */
        THROTTLE,
        /** Cheaper targets come first. */
        FALLBACK,
        /** Nothing more is spent. */
        BLOCK
    }

    /** What happens to a request that does not say how long its answer may be, under a budget that blocks. */
    public enum Unbounded {
        /** It is told to be short. */
        CAP,
        /** It is refused. */
        REJECT
    }

    /**
     * A spend at which something happens.
     *
     * @param atNanoUsd the spend
     * @param action what happens
     * @param webhook URL that is told; null when there is none
     */
    public record Threshold(long atNanoUsd, Action action, String webhook) {}
}
