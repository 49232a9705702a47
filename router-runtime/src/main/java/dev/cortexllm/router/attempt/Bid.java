package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.store.Charge;

/**
 * What an attempt can cost. Pure.
 *
 * @param price what a token costs
 * @param promptTokens tokens of the prompt at the most
 * @param choices how many answers are asked for
 * @param outputTokens tokens of each answer at the most
 * @param leastTokens fewer tokens of an answer are no use
 */
record Bid(Price price, long promptTokens, int choices, long outputTokens, long leastTokens) {
    /** Nine million USD: more is not exact in Redis. */
    private static final long MOST = 9_000_000_000_000_000L;

    /** The most that it can cost, in nano-USD. */
    long wanted() {
        return nano(outputTokens);
    }

    /** What there must be, in nano-USD. */
    long least() {
        return nano(leastTokens);
    }

    private long nano(long tokens) {
        return Math.min(MOST, Charge.nano(Cost.mostPicoUsd(price, promptTokens, choices * tokens)));
    }

    /**
     * How long an answer may be.
     *
     * @param nanoUsd what there is, at least {@link #least}
     * @return tokens of each answer at the most
     */
    long affordable(long nanoUsd) {
        if (nanoUsd >= wanted()) {
            return outputTokens;
        }
        long fits = leastTokens;
        long tooMany = outputTokens;
        while (tooMany - fits > 1) {
            long middle = (fits + tooMany) >>> 1;
            if (nano(middle) <= nanoUsd) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits;
    }

    /** The same with answers no longer than that. */
    Bid shortened(long tokens) {
        return new Bid(price, promptTokens, choices, Math.min(outputTokens, tokens), leastTokens);
    }
}
