package dev.cortexllm.api;

import java.math.BigDecimal;

/** Decimals as resources spell them: text, so that no reader of YAML rounds them. */
public final class Decimals {
    /** What a decimal from 0 to 2 looks like, as a whole. */
    public static final String UP_TO_2 = "[01]([.][0-9]{1,9})?|2([.]0{1,9})?";
    /** What a decimal from 0 to 1 looks like, as a whole. */
    public static final String UP_TO_1 = "0([.][0-9]{1,9})?|1([.]0{1,9})?";

    /** CEL rule of a record with {@code temperature}. */
    public static final String TEMPERATURE_RULE =
            "!has(self.temperature) || self.temperature.matches('^(" + UP_TO_2 + ")$')";
    /** What breaking {@link #TEMPERATURE_RULE} is answered with. */
    public static final String TEMPERATURE_MESSAGE =
            "temperature must be a decimal from 0 to 2 as text, such as \"0.7\"";
    /** CEL rule of a record with {@code topP}. */
    public static final String TOP_P_RULE = "!has(self.topP) || self.topP.matches('^(" + UP_TO_1 + ")$')";
    /** What breaking {@link #TOP_P_RULE} is answered with. */
    public static final String TOP_P_MESSAGE = "topP must be a decimal from 0 to 1 as text, such as \"0.9\"";

    /** What an amount of USD looks like: up to 9,999,999 of them, to the nano-USD. */
    public static final String USD = "^[0-9]{1,7}(\\.[0-9]{1,9})?$";

    private static final int NANO_DIGITS = 9;

    private Decimals() {}

    /**
     * An amount of money as people write it.
     *
     * @param nanoUsd nano-USD
     * @return USD, exactly, without zeros at the end, such as {@code 12.5}
     */
    public static String usd(long nanoUsd) {
        return nanoUsd == 0
                ? "0"
                : BigDecimal.valueOf(nanoUsd, NANO_DIGITS).stripTrailingZeros().toPlainString();
    }
}
