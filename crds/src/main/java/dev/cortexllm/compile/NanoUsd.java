package dev.cortexllm.compile;

import dev.cortexllm.api.Decimals;
import java.math.BigDecimal;

/** Reads amounts of USD as nano-USD. */
final class NanoUsd {
    /** Nine million USD: up to there Redis' scripts, which count in doubles, are exact. */
    private static final long MOST = 9_000_000L * 1_000_000_000L;

    private static final int DIGITS = 9;

    private NanoUsd() {}

    /** An amount from 1 nano-USD to 9,000,000 USD; a finding and 0 when it is none. */
    static long read(String text, String path, Findings findings) {
        if (text == null || !text.matches(Decimals.USD)) {
            findings.invalid(path, "'" + text + "' is not an amount of USD such as \"50\" or \"0.25\"");
            return 0;
        }
        long nano = new BigDecimal(text).movePointRight(DIGITS).longValueExact();
        if (nano < 1 || nano > MOST) {
            findings.invalid(path, "must be more than nothing and at most 9000000 USD");
            return 0;
        }
        return nano;
    }
}
