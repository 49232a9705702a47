package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.target.RouteTarget;

/** Targets by score, the best first; between equals the order in which they are listed decides. */
final class Ranked {
    private Ranked() {}

    static void order(Route route, RouteRule rule, RequestFacts facts, TargetView view, double[] scores, Order order) {
        for (int index : rule.prefer()) {
            RouteTarget target = route.targets()[index];
            scores[index] = score(rule.strategy(), target, route.merits(index), facts, view);
            order.insert(target, Reason.STRATEGY, scores, 0);
        }
    }

    static double score(Strategy strategy, RouteTarget target, Merits merits, RequestFacts facts, TargetView view) {
        return switch (strategy) {
            case COST_OPTIMIZED -> Scores.cost(merits, facts);
            case LATENCY_OPTIMIZED -> Scores.latency(target, view);
            case QUALITY_OPTIMIZED -> Scores.qualityAlone(merits, facts.task());
            case CAPABILITY_MATCH -> Scores.match(merits, facts);
            case BALANCED -> Scores.balanced(target, merits, facts, view);
            case FALLBACK, WEIGHTED, LOCAL_FIRST -> throw new IllegalArgumentException(strategy + " does not score");
        };
    }

    /** All targets that are not wanted yet, behind those that are. */
    static void chain(Route route, FallbackChain chain, RequestFacts facts, TargetView view, Order order) {
        RouteTarget[] targets = route.targets();
        double[] scores = new double[targets.length];
        int from = order.size();
        for (RouteTarget target : targets) {
            if (chain != FallbackChain.LOCAL_ONLY || target.config().local()) {
                Merits merits = route.merits(target.index());
                scores[target.index()] = switch (chain) {
                    case HIGH_QUALITY -> Scores.qualityAlone(merits, facts.task());
                    case CODE_GENERATION -> Scores.qualityAlone(merits, Task.CODE_GENERATION);
                    case COST_OPTIMIZED -> Scores.cost(merits, facts);
                    case FAST_LATENCY -> Scores.latency(target, view);
                    case LOCAL_ONLY -> 0;
                };
                order.insert(target, Reason.FALLBACK, scores, from);
            }
        }
    }
}
