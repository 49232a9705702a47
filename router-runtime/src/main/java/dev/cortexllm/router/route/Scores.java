package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.target.RouteTarget;

/**
 * How good a target is for a request, on scales from 0 to 1 that are the same whatever the other targets are: taking one away
 * never changes the order of the rest.
 *
 * <pre>
 * cost        = 1 / (1 + USD / 0.01)         of the prompt and {@value #OUTPUT_TOKENS} tokens of answer; 0 when the price is unknown
 * latency     = 1 / (1 + seconds / 2)        wait in the queue + time to first token + 100 tokens
 * quality     = (Q - 50) / 50                Q: 0 to 100, for the task where known; below 50 counts as 50
 * reliability = 1 - share of failed attempts
 * </pre>
 *
 * What nobody has observed yet is taken as {@value #UNSEEN_TTFT} s to the first token and {@value #UNSEEN_RATE} tokens per second;
 * unknown quality is 0 where quality alone decides, and the middle where it is one of several.
 */
public final class Scores {
    /** Answers are taken to be that long, in tokens, as nobody knows before. */
    public static final int OUTPUT_TOKENS = 500;

    /** Time to first token of a target that has not answered lately, in seconds. */
    public static final double UNSEEN_TTFT = 1;

    /** Tokens per second of a target that has not answered lately. */
    public static final double UNSEEN_RATE = 50;

    private static final double HALF_USD = 0.01;
    private static final double HALF_SECONDS = 2;
    private static final double READ_TOKENS = 100;
    private static final double LEAST_QUALITY = 50;
    private static final double QUALITY_SPAN = 50;
    /** Of a model that nobody has rated: a quality of 62.5, worse than what clouds offer now and better than what is bad. */
    private static final double UNRATED = 0.25;

    private static final double PICO = 1e-12;
    private static final double CAPABILITIES = Capability.values().length;
    private static final double FIT = 0.9;

    private Scores() {}

    /**
     * What {@link dev.cortexllm.api.v1alpha1.Strategy#BALANCED} weighs how much. The sum is 1.
     *
     * @param cost weight of cost
     * @param latency weight of latency
     * @param quality weight of quality
     * @param reliability weight of reliability
     */
    public record Weights(double cost, double latency, double quality, double reliability) {
        private static final Weights EASY = new Weights(0.45, 0.25, 0.20, 0.10);
        private static final Weights USUAL = new Weights(0.30, 0.20, 0.40, 0.10);
        private static final Weights HARD = new Weights(0.15, 0.10, 0.65, 0.10);
        private static final Weights[][] TABLE = table();
        private static final double URGENT = 0.10;

        /**
         * Easy requests go by cost, hard ones by quality; where somebody watches, a tenth moves from cost to latency, where
         * nobody waits, latency's part goes to cost.
         *
         * @param complexity of the request, or null
         * @param latency of the request, or null
         * @return the weights
         */
        public static Weights of(Complexity complexity, LatencyClass latency) {
            return TABLE[complexity == null ? 0 : complexity.ordinal() + 1][
                    latency == null ? 0 : latency.ordinal() + 1];
        }

        private static Weights[][] table() {
            Weights[][] table = new Weights[Complexity.values().length + 1][LatencyClass.values().length + 1];
            for (int i = 0; i < table.length; i++) {
                Weights base = i == 0 ? USUAL : base(Complexity.values()[i - 1]);
                for (int j = 0; j < table[i].length; j++) {
                    table[i][j] = j == 0 ? base : base.moved(LatencyClass.values()[j - 1]);
                }
            }
            return table;
        }

        private static Weights base(Complexity complexity) {
            return switch (complexity) {
                case LOW -> EASY;
                case MEDIUM -> USUAL;
                case HIGH -> HARD;
            };
        }

        double sum(double ofCost, double ofLatency, double ofQuality, double ofReliability) {
            return cost * ofCost + latency * ofLatency + quality * ofQuality + reliability * ofReliability;
        }

        private Weights moved(LatencyClass urgency) {
            return switch (urgency) {
                case INTERACTIVE -> new Weights(cost - URGENT, latency + URGENT, quality, reliability);
                case STANDARD -> this;
                case BATCH -> new Weights(cost + latency, 0, quality, reliability);
            };
        }
    }

    /**
     * Expected cost.
     *
     * @param price what its tokens cost, or null
     * @param facts the request
     * @return USD; NaN when the price is unknown
     */
    public static double usd(Policy.Price price, RequestFacts facts) {
        if (price == null) {
            return Double.NaN;
        }
        long prompt = facts.roughTokens();
        Policy.LongPrompt dear = price.longPrompt();
        return dear != null && prompt > dear.aboveTokens()
                ? (prompt * (double) dear.inputPicoUsd() + OUTPUT_TOKENS * (double) dear.outputPicoUsd()) * PICO
                : (prompt * (double) price.inputPicoUsd() + OUTPUT_TOKENS * (double) price.outputPicoUsd()) * PICO;
    }

    /**
     * Expected time to the first token.
     *
     * @param target a target
     * @param view the present
     * @return seconds, the wait in its queue included
     */
    public static double firstToken(RouteTarget target, TargetView view) {
        return firstToken(target, view, UNSEEN_TTFT);
    }

    /**
     * As {@link #firstToken} where it is held against a target: what has not answered lately is not taken to be slow, or nobody
     * would ever find out.
     */
    static double knownFirstToken(RouteTarget target, TargetView view) {
        return firstToken(target, view, 0);
    }

    private static double firstToken(RouteTarget target, TargetView view, double unseen) {
        double seen = view.firstTokenSeconds(target);
        double wait = view.waitSeconds(target);
        return (wait > 0 ? wait : 0) + (seen >= 0 ? seen : unseen);
    }

    /**
     * Expected time to the first hundred tokens.
     *
     * @param target a target
     * @param view the present
     * @return seconds, the wait in its queue included
     */
    public static double seconds(RouteTarget target, TargetView view) {
        double rate = view.tokensPerSecond(target);
        return firstToken(target, view) + READ_TOKENS / (rate > 0 ? rate : UNSEEN_RATE);
    }

    static double cost(Merits merits, RequestFacts facts) {
        double usd = usd(merits.price(), facts);
        return usd >= 0 ? 1 / (1 + usd / HALF_USD) : 0;
    }

    static double latency(RouteTarget target, TargetView view) {
        return 1 / (1 + seconds(target, view) / HALF_SECONDS);
    }

    static double quality(Merits merits, Task task, double unknown) {
        double quality = merits.quality(task);
        return Double.isNaN(quality) ? unknown : Math.max(0, Math.min(1, (quality - LEAST_QUALITY) / QUALITY_SPAN));
    }

    /** Q / 100, not from 50 on: where quality alone decides, bad ones differ too. */
    static double qualityAlone(Merits merits, Task task) {
        double quality = merits.quality(task);
        return Double.isNaN(quality) ? 0 : Math.max(0, Math.min(1, quality / (LEAST_QUALITY + QUALITY_SPAN)));
    }

    static double reliability(RouteTarget target, TargetView view) {
        double failed = view.errorRate(target);
        return failed > 0 ? Math.max(0, 1 - failed) : 1;
    }

    static double balanced(RouteTarget target, Merits merits, RequestFacts facts, TargetView view) {
        return Weights.of(facts.complexity(), facts.latency())
                .sum(
                        cost(merits, facts),
                        latency(target, view),
                        qualityAmong(merits, facts.task()),
                        reliability(target, view));
    }

    /** The less a model can do beyond what is needed, the better it matches; the price decides between equals. */
    static double match(Merits merits, RequestFacts facts) {
        return FIT * fit(merits, facts) + (1 - FIT) * cost(merits, facts);
    }

    static double fit(Merits merits, RequestFacts facts) {
        return 1 - merits.surplus(facts.capabilities()) / CAPABILITIES;
    }

    /** Where quality is one of several. */
    static double qualityAmong(Merits merits, Task task) {
        return quality(merits, task, UNRATED);
    }
}
