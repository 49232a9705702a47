package dev.cortexllm.bench.simulation;

import dev.cortexllm.config.Policy;

/**
 * A provider's API that always has room. How long it takes to the first token is log-normal.
 *
 * @param medianSeconds to the first token
 * @param sigma standard deviation of the logarithm of that time
 * @param tokensPerSecond after the first
 * @param price what its tokens cost
 */
record Cloud(double medianSeconds, double sigma, double tokensPerSecond, Policy.Price price) {
    private static final double PICO = 1e-12;

    /**
     * gpt-oss-120b at Together: 0.15 and 0.60 USD per million tokens (the catalogue's price of 2026-08-01); half of the
     * requests begin within 0.45 s, 99 of 100 within 2 s.
     */
    static final Cloud USUAL = new Cloud(0.45, 0.64, 100, new Policy.Price(150_000, 600_000));

    /** Seconds to the first token of a call. */
    double firstToken(Call call) {
        return medianSeconds * Math.exp(sigma * call.luck());
    }

    /** Seconds to the last token of a call. */
    double lastToken(Call call) {
        return firstToken(call) + (call.outputTokens() - 1) / tokensPerSecond;
    }

    /** What a call costs, in USD. */
    double usd(Call call) {
        return (call.promptTokens() * (double) price.inputPicoUsd()
                        + call.outputTokens() * (double) price.outputPicoUsd())
                * PICO;
    }
}
