package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Budget;
import java.math.BigDecimal;
import java.util.List;

/** The budget that a client sets itself for one request, in {@code x-cortex-budget-usd}. */
public final class ClientBudget {
    /** Header that says it, in USD as a plain decimal. */
    public static final String HEADER = "x-cortex-budget-usd";

    /** Most tokens of an answer where the client says what it wants to spend, but not how long the answer may be. */
    static final long CAP_TOKENS = 4096;

    private static final int NANO_DIGITS = 9;

    private ClientBudget() {}

    /**
     * Reads the header.
     *
     * @param usd an amount of USD, with nine digits behind the point at the most
     * @return nano-USD
     */
    public static long nanoUsd(String usd) {
        return new BigDecimal(usd).movePointRight(NANO_DIGITS).longValueExact();
    }

    static Budget of(long nanoUsd) {
        return new Budget(
                "",
                HEADER,
                "the request",
                Budget.Window.REQUEST,
                "UTC",
                nanoUsd,
                false,
                Budget.Unbounded.CAP,
                CAP_TOKENS,
                false,
                List.of(new Budget.Threshold(nanoUsd, Budget.Action.BLOCK, null)),
                null);
    }
}
