package dev.cortexllm.router.account;

import dev.cortexllm.config.Policy.Price;
import java.math.BigDecimal;

/** Money in pico-USD (1e-12 USD), the unit in which every list price per token is a whole number. */
public final class Cost {
    private static final int PICO_DIGITS = 12;

    private Cost() {}

    /**
     * The price of an answer.
     *
     * @param usage what it used
     * @param price what a token costs
     * @return pico-USD
     */
    public static long picoUsd(Usage usage, Price price) {
        long cachedTokens = Math.min(usage.cachedTokens(), usage.inputTokens());
        long cachedPrice = price.cachedInputPicoUsd() == null ? price.inputPicoUsd() : price.cachedInputPicoUsd();
        long input = Math.addExact(
                Math.multiplyExact(usage.inputTokens() - cachedTokens, price.inputPicoUsd()),
                Math.multiplyExact(cachedTokens, cachedPrice));
        return Math.addExact(input, Math.multiplyExact(usage.outputTokens(), price.outputPicoUsd()));
    }

    /**
     * Writes an amount for people and programs alike.
     *
     * @param picoUsd the amount
     * @return USD as a plain decimal, exact, without trailing zeros
     */
    public static String usd(long picoUsd) {
        BigDecimal usd = BigDecimal.valueOf(picoUsd, PICO_DIGITS).stripTrailingZeros();
        return usd.signum() == 0 ? "0" : usd.toPlainString();
    }
}
