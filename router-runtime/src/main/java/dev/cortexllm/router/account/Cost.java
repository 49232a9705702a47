package dev.cortexllm.router.account;

import dev.cortexllm.config.Policy.Price;
import java.math.BigDecimal;

/**
 * Money in pico-USD (1e-12 USD), the unit in which every list price per token is a whole number. An amount that no {@code
 * long} holds (some nine million USD) is the largest one: counts come from upstreams, and nonsense must not stop a router.
 */
public final class Cost {
    private static final int PICO_DIGITS = 12;

    private Cost() {}

    /**
     * The price of an answer. A part that is more than its whole counts as the whole.
     *
     * @param usage what it used
     * @param price what a token costs
     * @return pico-USD
     */
    public static long picoUsd(Usage usage, Price price) {
        return Tier.of(price, usage.inputTokens()).picoUsd(usage);
    }

    /**
     * The most that an answer can cost whatever of its prompt the provider reads from its cache or writes to it, and whatever
     * of it is reasoning. A longer prompt or a longer answer is never cheaper.
     *
     * @param price what a token costs
     * @param promptTokens the most tokens that its prompt can have
     * @param outputTokens the most tokens that it can have, reasoning included
     * @return pico-USD
     */
    public static long mostPicoUsd(Price price, long promptTokens, long outputTokens) {
        if (price.longPrompt() == null) {
            return Tier.ordinary(price).mostPicoUsd(promptTokens, outputTokens);
        }
        long ordinary = Math.min(promptTokens, price.longPrompt().aboveTokens());
        long most = Tier.ordinary(price).mostPicoUsd(ordinary, outputTokens);
        return ordinary == promptTokens
                ? most
                : Math.max(most, Tier.of(price, promptTokens).mostPicoUsd(promptTokens, outputTokens));
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
