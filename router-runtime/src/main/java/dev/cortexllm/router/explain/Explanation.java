package dev.cortexllm.router.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * Why a request is served as it is. The names of the components are the field names of {@code POST /explain}
 * (docs/explain.md); what does not apply is left out. No part of a prompt is in it, nor the value of a header that the router does not
 * know.
 *
 * @param request what was asked about
 * @param classification what the request was taken for; null when it was refused before anybody looked
 * @param policy name of the policy; null when there is none for it
 * @param rules the policy's rules up to the one that matched, in order
 * @param decision how the targets were ordered
 * @param budgets budgets that the request is under, whoever answers it
 * @param candidates every target of the policy: those that would be tried in their order, then the others
 * @param attempts names of the targets that would be called, one after another as long as each fails
 * @param standBy names of targets that would be called in place of one that cannot be reached, as it were
 * @param refusal what the client would be told; null when the request would be served
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        Request request,
        Classification classification,
        String policy,
        List<RuleCheck> rules,
        Decision decision,
        List<Budget> budgets,
        List<Candidate> candidates,
        List<String> attempts,
        List<String> standBy,
        Refusal refusal) {

    /**
     * What was asked about.
     *
     * @param dialect {@code OpenAI} or {@code Anthropic}
     * @param model the model asked for; null when the body cannot be read
     * @param servedAs the model that the policy knows it by, where that is another name
     * @param stream whether the answer is to be a stream
     * @param bytes size of the body
     * @param workspace the sender's workspace
     * @param wishes what the caller decides itself, one sentence each
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Request(
            String dialect,
            String model,
            String servedAs,
            boolean stream,
            int bytes,
            String workspace,
            List<String> wishes) {}

    /**
     * What a request was taken for.
     *
     * @param task what it is for
     * @param complexity how hard it is
     * @param latency how long its caller is willing to wait
     * @param capabilities what it needs of a model
     * @param promptTokens tokens of its prompt, by an estimate
     */
    public record Classification(
            Trait task, Trait complexity, Trait latency, List<Trait> capabilities, PromptTokens promptTokens) {}

    /**
     * Length of a prompt.
     *
     * @param value tokens
     * @param from {@code estimate}, or {@code size} where nobody had to look: a token for four bytes
     */
    public record PromptTokens(long value, String from) {}

    /**
     * One thing that is known of a request.
     *
     * @param value what; null when nobody has looked, as nothing in the policy depends on it
     * @param from where it comes from: {@code header}, {@code metadata}, {@code suffix} (the caller says so), {@code
     *     classifier}, {@code request} (its body shows it) or {@code nobody}
     * @param confidence how sure the classifier is, 0 to 1; null where it was not asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Trait(String value, String from, Double confidence) {}

    /**
     * One rule.
     *
     * @param rule its name
     * @param matches whether it is for the request
     * @param why the first of its conditions that does not hold; null when all do
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RuleCheck(String rule, boolean matches, String why) {}

    /**
     * How the targets were ordered.
     *
     * @param rule the rule that decided
     * @param strategy its strategy
     * @param weights what Balanced weighs how much; null under another strategy
     * @param draw what chance is taken to say; null where it has no say
     * @param localOnly whether the request must not leave the cluster
     * @param fallback what follows: names of targets, or of a chain
     * @param cheapestFirst whether a budget has passed a threshold from which cheaper targets come first
     * @param waitsFor the cold target that the request would wait for first; null when it goes on at once
     * @param waitsMillis how long it would wait at the most
     * @param maxAttempts most upstream calls
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Decision(
            String rule,
            String strategy,
            Weights weights,
            Double draw,
            boolean localOnly,
            List<String> fallback,
            boolean cheapestFirst,
            String waitsFor,
            Long waitsMillis,
            int maxAttempts) {}

    /** What Balanced weighs how much; the sum is 1. */
    public record Weights(double cost, double latency, double quality, double reliability) {}

    /**
     * One budget.
     *
     * @param budget its name
     * @param of whose it is
     * @param window how long it lasts
     * @param limitUsd how much there is in a window
     * @param usedUsd what is known to be spent or reserved; null for one that lasts for one request
     * @param state the strictest action that it has reached; null below all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Budget(String budget, String of, String window, String limitUsd, String usedUsd, String state) {}

    /**
     * One target of the policy.
     *
     * @param target its name
     * @param provider provider or deployment
     * @param model the model's id there
     * @param local whether requests to it stay inside the cluster
     * @param place its place among those that would be tried, from 1; null for those that would not
     * @param role {@code attempt}, {@code standBy} or {@code rejected}
     * @param reason the reason as one word, such as {@code OpenBreaker}
     * @param why the same as a clause
     * @param score how it scores
     * @param seen what is known of its state
     * @param spill how much spills away from it; null where nothing can
     * @param probability how likely it is drawn first under Weighted
     */
    @JsonPropertyOrder({"target"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Candidate(
            String target,
            String provider,
            String model,
            boolean local,
            Integer place,
            String role,
            String reason,
            String why,
            Score score,
            Seen seen,
            Spill spill,
            Double probability) {}

    /**
     * How a target scores; scores are on scales from 0 to 1, see {@link dev.cortexllm.router.route.Scores}.
     *
     * @param total the score that decides; null where the strategy gives none, or the rule does not name the target
     * @param usd expected cost in USD; null when the price is unknown
     * @param cost its score
     * @param firstTokenSeconds expected time to the first token
     * @param seconds expected time to the first hundred tokens
     * @param latency its score
     * @param quality 0 to 100, for the task where known; null when unknown
     * @param qualityScore its score
     * @param reliability its score
     * @param fit how little it can do beyond what is needed; null but under CapabilityMatch
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Score(
            Double total,
            Double usd,
            double cost,
            double firstTokenSeconds,
            double seconds,
            double latency,
            Double quality,
            double qualityScore,
            double reliability,
            Double fit) {}

    /**
     * What is known of the state of a target.
     *
     * @param ready whether an endpoint of it may get a request
     * @param cooling whether it is left alone because it failed lately
     * @param breakerOpen whether its breaker lets nothing through
     * @param waitSeconds estimated wait in its queue
     * @param inFlight requests of this router in it
     * @param firstTokenSeconds what it took lately to the first token; null when it has not answered lately
     * @param tokensPerSecond of its answers lately
     * @param errorRate share of attempts that failed lately
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Seen(
            boolean ready,
            boolean cooling,
            boolean breakerOpen,
            double waitSeconds,
            int inFlight,
            Double firstTokenSeconds,
            Double tokensPerSecond,
            Double errorRate) {}

    /**
     * How much spills away from a local target.
     *
     * @param spilling whether the wait has passed the limit, and not fallen below half of it since
     * @param share share of the requests that spills because of the wait
     * @param returning whether others still take over what comes beyond, as it has come back only just
     * @param limitSeconds the wait from which requests spill
     */
    public record Spill(boolean spilling, double share, boolean returning, double limitSeconds) {}

    /**
     * What the client would be told.
     *
     * @param status HTTP status
     * @param code a word for programs; null when there is none
     * @param message a sentence
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Refusal(int status, String code, String message) {}
}
