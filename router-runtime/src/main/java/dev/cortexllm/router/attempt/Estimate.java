package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.account.Usage;

/**
 * What an attempt can be billed with whose upstream did not say: never less than it can have made, and never more than it was
 * asked for. Pure.
 *
 * @param usage tokens at the most
 * @param picoUsd their price
 */
record Estimate(Usage usage, long picoUsd) {
    /** No model that is served to many makes more in a second. */
    static final long TOKENS_PER_SECOND = 1_000;
    /** What is on its way while a connection is closed, and what frames an answer without being seen. */
    static final long ON_ITS_WAY = 128;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * Estimates.
     *
     * @param price what a token costs; null: nothing
     * @param promptTokens tokens of the prompt at the most
     * @param outputTokens tokens of all answers at the most
     * @param hides whether the model may have thought more than it has shown
     * @param so how far it had come
     * @return the estimate
     */
    static Estimate of(Price price, long promptTokens, long outputTokens, boolean hides, Delivered so) {
        Usage told = so.usage();
        boolean promptTold = told != null && told.inputTokens() > 0;
        long delivered = Math.max(so.bytes(), told == null ? 0 : told.outputTokens());
        long made = so.streamed() && !hides ? Math.min(outputTokens, delivered + beyond(so)) : outputTokens;
        long output = Math.max(made, told == null ? 0 : told.outputTokens());
        if (!promptTold) {
            long pico = price == null ? 0 : Cost.mostPicoUsd(price, promptTokens, output);
            return new Estimate(new Usage(promptTokens, output), pico);
        }
        Usage spoken = told.answering(output, 0);
        Usage thought = told.answering(output, output);
        if (price == null) {
            return new Estimate(spoken, 0);
        }
        long most = Cost.picoUsd(thought, price);
        long least = Cost.picoUsd(spoken, price);
        return most > least ? new Estimate(thought, most) : new Estimate(spoken, least);
    }

    /** What may have been made and did not arrive. */
    private static long beyond(Delivered so) {
        return so.ended()
                ? ON_ITS_WAY
                : ON_ITS_WAY + TOKENS_PER_SECOND + so.sinceNanos() / (NANOS_PER_SECOND / TOKENS_PER_SECOND);
    }
}
