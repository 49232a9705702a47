package dev.cortexllm.router.outcome;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Limit;
import java.util.List;

/**
 * Every way in which a request can end without an upstream's answer. Values only; {@link ErrorReply} says what a client
 * sees of each.
 */
public sealed interface Outcome {

    /**
     * The body is larger than the router reads.
     *
     * @param limitBytes largest accepted
     */
    record BodyTooLarge(long limitBytes) implements Outcome {}

    /**
     * The body did not arrive in time.
     *
     * @param seconds how long it was waited for
     */
    record BodyTooSlow(long seconds) implements Outcome {}

    /**
     * The request itself is wrong.
     *
     * @param message a sentence with the position where there is one
     * @param param the field at fault, or null
     * @param code a word for programs, or null
     */
    record BadRequest(String message, String param, String code) implements Outcome {
        /** Without a word for programs. */
        public BadRequest(String message, String param) {
            this(message, param, null);
        }
    }

    /**
     * No policy has the model.
     *
     * @param model what was asked for
     * @param existing what could be asked for
     */
    record UnknownModel(String model, List<String> existing) implements Outcome {}

    /**
     * Nothing is served there.
     *
     * @param path the path asked for
     * @param served what could be asked for, as a list for people
     */
    record UnknownPath(String path, String served) implements Outcome {}

    /**
     * Nothing is served there, and the provider that is to serve it does not take such requests.
     *
     * @param path the path asked for
     * @param provider the provider named
     */
    record NotPassed(String path, String provider) implements Outcome {}

    /**
     * The path is served by another method.
     *
     * @param method the method used
     * @param path the path
     * @param allowed the method to use
     */
    record WrongMethod(String method, String path, String allowed) implements Outcome {}

    /** The router has no configuration yet. */
    record NotConfigured() implements Outcome {}

    /**
     * No target of the policy can take the request now.
     *
     * @param policy name of the policy
     * @param why a clause that says what is missing
     */
    record NothingAvailable(String policy, String why) implements Outcome {}

    /**
     * As many requests wait for a cold deployment as may.
     *
     * @param deployment its name
     * @param most how many of one router may
     */
    record TooManyWaiting(String deployment, int most) implements Outcome {}

    /**
     * No target of the policy can ever take such a request.
     *
     * @param policy name of the policy
     * @param why a clause that says what is missing
     */
    record NothingSuits(String policy, String why) implements Outcome {}

    /**
     * Every attempt failed.
     *
     * @param last the failure to report
     * @param attempts upstream calls made
     */
    record AttemptsFailed(Failure last, int attempts) implements Outcome {}

    /**
     * The upstream refused the request as the client's mistake.
     *
     * @param upstream name of the upstream
     * @param status its HTTP status, 4xx
     * @param message the reason it gave, without secrets; null when it gave none
     * @param param the field at fault in its words, or null
     * @param code its word for programs, or null
     */
    record UpstreamRefused(String upstream, int status, String message, String param, String code) implements Outcome {}

    /**
     * The prompt does not fit the context of any target, by the router's own count; the one with the largest is told.
     *
     * @param limit that context in tokens
     * @param tokens the prompt's tokens
     * @param asked tokens asked for the answer, as far as they count against the context; else 0
     * @param exact whether the provider would count the same
     */
    record ContextTooLong(long limit, long tokens, long asked, boolean exact) implements Outcome {}

    /**
     * A rate limit has no room for the request.
     *
     * @param limit the limit
     * @param asked how much of it the request asks for
     * @param retryAfterMillis when there will be room, more than 0; {@link #NEVER}: not for this request
     */
    record LimitReached(Limit limit, long asked, long retryAfterMillis) implements Outcome {
        /** The request alone asks for more than the limit. */
        public static final long NEVER = -1;
    }

    /** No key that the request came with is one of the gateway's. */
    record Unauthenticated() implements Outcome {}

    /**
     * The client's workspace may not.
     *
     * @param workspace the workspace
     * @param what what it asked for, as a clause such as {@code use model 'm'}
     */
    record NotAllowed(String workspace, String what) implements Outcome {
        /** It asked for a model that it may not use. */
        public static NotAllowed model(String workspace, String model) {
            return new NotAllowed(workspace, "use model '" + model + "'");
        }

        /** It asked for a provider itself, which is for those who are held to no policy, limit or budget. */
        public static NotAllowed passThrough(String workspace) {
            return new NotAllowed(workspace, "send requests straight to a provider");
        }
    }

    /**
     * The caller decides what the policy keeps to itself.
     *
     * @param policy name of the policy
     * @param header in which the caller decides
     */
    record NotOverridden(String policy, String header) implements Outcome {}

    /**
     * A budget does not cover the request.
     *
     * @param budget the budget
     * @param askedNanoUsd what the request may cost, in nano-USD
     * @param leftNanoUsd what neither is spent nor reserved for requests that are running
     * @param nextAtMillis when the next window begins, Unix milliseconds; 0: coming again later would be no use
     */
    record BudgetExhausted(Budget budget, long askedNanoUsd, long leftNanoUsd, long nextAtMillis) implements Outcome {}

    /**
     * The rest of a budget is spread over the rest of its window, and it is not yet time for more.
     *
     * @param budget the budget
     * @param retryAfterMillis when it will be, more than 0
     */
    record BudgetThrottled(Budget budget, long retryAfterMillis) implements Outcome {}

    /**
     * Nobody knows what is spent of a budget that is closed then.
     *
     * @param budget the budget
     */
    record BudgetUnknown(Budget budget) implements Outcome {}

    /**
     * A budget takes no request that does not say how long its answer may be.
     *
     * @param budget the budget
     */
    record BudgetUnbounded(Budget budget) implements Outcome {}

    /** The client left before the answer was complete; nobody sees a reply. */
    record ClientLeft() implements Outcome {}

    /** The router itself failed; the log knows more. */
    record Internal() implements Outcome {}
}
