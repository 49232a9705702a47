package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.target.RouteTarget;

/**
 * How a target scores for a request, part by part: by the functions of {@link Scores} that order targets when requests are served.
 *
 * @param usd expected cost in USD; NaN when the price is unknown
 * @param cost its score, 0 to 1
 * @param firstTokenSeconds expected time to the first token, the wait in its queue included
 * @param knownFirstTokenSeconds the same as far as it is known: what has not answered lately is not taken to be slow
 * @param seconds expected time to the first hundred tokens
 * @param latency its score, 0 to 1
 * @param quality 0 to 100, for the task where known; NaN when unknown
 * @param qualityScore its score, 0 to 1, on the scale that the strategy uses
 * @param reliability score of the share of attempts that do not fail, 0 to 1
 * @param lacks what the request needs and its model is not known to have, as bits by the ordinals of {@code Capability}
 * @param fit score of how little it can do beyond what is needed, 0 to 1
 * @param total the score that decides; NaN where the strategy gives none
 */
public record Scorecard(
        double usd,
        double cost,
        double firstTokenSeconds,
        double knownFirstTokenSeconds,
        double seconds,
        double latency,
        double quality,
        double qualityScore,
        double reliability,
        int lacks,
        double fit,
        double total) {

    /**
     * Scores a target.
     *
     * @param route the policy
     * @param rule the rule whose strategy decides
     * @param target one of the policy's targets
     * @param facts the request
     * @param view the present; the same as for the choice, so that the score is the same too
     * @return its score and what it is made of
     */
    public static Scorecard of(Route route, RouteRule rule, RouteTarget target, RequestFacts facts, TargetView view) {
        Merits merits = route.merits(target.index());
        boolean alone = rule.strategy() == Strategy.QUALITY_OPTIMIZED;
        return new Scorecard(
                Scores.usd(merits.price(), facts),
                Scores.cost(merits, facts),
                Scores.firstToken(target, view),
                Scores.knownFirstToken(target, view),
                Scores.seconds(target, view),
                Scores.latency(target, view),
                merits.quality(facts.task()),
                alone ? Scores.qualityAlone(merits, facts.task()) : Scores.qualityAmong(merits, facts.task()),
                Scores.reliability(target, view),
                merits.unproven(facts.capabilities()),
                Scores.fit(merits, facts),
                rule.strategy().scores() ? Ranked.score(rule.strategy(), target, merits, facts, view) : Double.NaN);
    }
}
