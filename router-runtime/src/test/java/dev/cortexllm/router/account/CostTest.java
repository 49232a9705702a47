package dev.cortexllm.router.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Policy.LongPrompt;
import dev.cortexllm.config.Policy.Price;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
    /** Claude Haiku 5.5 in USD per million: 0.1, 0.5, read 0.01, write 0.125, for an hour 0.2; five times that above 100,000. */
    private static final Price HAIKU = new Price(
            100_000,
            500_000,
            10_000L,
            125_000L,
            200_000L,
            null,
            new LongPrompt(100_000, 500_000, 2_500_000, 50_000L, 625_000L, 1_000_000L, null));

    /** USD per million tokens times 1e6 is pico-USD per token; here 3, 15 and, cached, 0.3 USD per million. */
    @ParameterizedTest
    @CsvSource({
        "1000, 0,    10, 300000, 0.00315",
        "1000, 900,  10, 300000, 0.00072",
        "1000, 1000, 0,  300000, 0.0003",
        "1000, 900,  10, ,       0.00315",
        "1000, 2000, 0,  300000, 0.0003",
        "0,    0,    0,  300000, 0",
    })
    void cachedTokensHaveTheirOwnPriceWhereItIsKnown(
            long input, long cached, long output, Long cachedPrice, String usd) {
        Usage usage = new Usage(input, cached, 0, output, 0);
        assertThat(Cost.usd(Cost.picoUsd(usage, new Price(3_000_000, 15_000_000, cachedPrice))))
                .isEqualTo(usd);
    }

    @ParameterizedTest
    @CsvSource({
        // prompt, of it read, written, of these for an hour, output
        "100000, 0,     0,     0,    0,    0.01",
        "100001, 0,     0,     0,    0,    0.0500005",
        "100000, 0,     0,     0,    1000, 0.0105",
        "100001, 0,     0,     0,    1000, 0.0525005",
        "100000, 90000, 10000, 0,    0,    0.00215",
        "100000, 90000, 10000, 4000, 0,    0.00245",
        "200000, 90000, 10000, 4000, 0,    0.06225",
        // More for an hour than was written at all, and more written than there is.
        "1000,   600,   700,   900,  0,    0.000086",
    })
    void theWholeRequestIsDearerWhenItsPromptIsLong(
            long input, long cached, long written, long hour, long output, String usd) {
        assertThat(Cost.usd(Cost.picoUsd(new Usage(input, cached, written, output, 0, hour), HAIKU)))
                .isEqualTo(usd);
    }

    @Test
    void reasoningHasItsOwnPriceWhereItIsKnown() {
        Price price = new Price(1, 10, null, null, null, 25L, new LongPrompt(100, 2, 20, null, null, null, null));
        assertThat(Cost.picoUsd(new Usage(100, 0, 0, 8, 3), price)).isEqualTo(100 + 5 * 10 + 3 * 25);
        assertThat(Cost.picoUsd(new Usage(100, 0, 0, 8, 9), price)).isEqualTo(100 + 8 * 25);
        assertThat(Cost.picoUsd(new Usage(101, 0, 0, 8, 3), price)).isEqualTo(202 + 8 * 20);
    }

    @Test
    void theMostIsNeverBelowWhatAnAnswerWithinTheBoundsCosts() {
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            Price price = price(random);
            long prompt = random.nextInt(2_000);
            long output = random.nextInt(2_000);
            long most = Cost.mostPicoUsd(price, prompt, output);
            Usage usage = new Usage(
                    upTo(random, prompt),
                    upTo(random, prompt),
                    upTo(random, prompt),
                    upTo(random, output),
                    upTo(random, output),
                    upTo(random, prompt));
            assertThat(Cost.picoUsd(usage, price))
                    .as("%s of %s within %d and %d", usage, price, prompt, output)
                    .isBetween(0L, most);
            assertThat(Cost.mostPicoUsd(price, prompt + 1, output)).isGreaterThanOrEqualTo(most);
            assertThat(Cost.mostPicoUsd(price, prompt, output + 1)).isGreaterThanOrEqualTo(most);
        }
    }

    @Test
    void theMostIsWhatTheDearestAnswerCosts() {
        assertThat(Cost.mostPicoUsd(HAIKU, 100_000, 10)).isEqualTo(100_000L * 200_000 + 10 * 500_000);
        assertThat(Cost.mostPicoUsd(HAIKU, 100_001, 10)).isEqualTo(100_001L * 1_000_000 + 10 * 2_500_000);
        assertThat(Cost.mostPicoUsd(new Price(3, 15), 7, 2)).isEqualTo(7 * 3 + 2 * 15);
    }

    @Test
    void twoUsagesCostTogetherWhatTheyCostOneByOne() {
        Random random = new Random(5);
        Price price = new Price(3_000_000, 15_000_000, 300_000L, 3_750_000L, 6_000_000L, 20_000_000L, null);
        BigInteger each = BigInteger.ZERO;
        long[] sum = new long[6];
        for (int i = 0; i < 1_000; i++) {
            long cached = random.nextInt(1_000);
            long hour = random.nextInt(1_000);
            long written = hour + random.nextInt(1_000);
            long input = cached + written + random.nextInt(1_000);
            long reasoning = random.nextInt(1_000);
            Usage usage = new Usage(input, cached, written, reasoning + random.nextInt(1_000), reasoning, hour);
            each = each.add(BigInteger.valueOf(Cost.picoUsd(usage, price)));
            sum[0] += input;
            sum[1] += cached;
            sum[2] += written;
            sum[3] += usage.outputTokens();
            sum[4] += reasoning;
            sum[5] += hour;
        }
        Usage all = new Usage(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5]);
        assertThat(each).isEqualTo(BigInteger.valueOf(Cost.picoUsd(all, price)));
    }

    @Test
    void nonsenseCostsTheMostThatCanBeSaid() {
        Price dear = new Price(999_999_999_000_000L, 999_999_999_000_000L);
        assertThat(Cost.picoUsd(new Usage(1L << 40, 1L << 40), dear)).isEqualTo(Long.MAX_VALUE);
        assertThat(Cost.mostPicoUsd(dear, 1L << 40, 1L << 40)).isEqualTo(Long.MAX_VALUE);
    }

    private static Price price(Random random) {
        LongPrompt longer = random.nextBoolean()
                ? null
                : new LongPrompt(
                        random.nextInt(2_500),
                        random.nextInt(100),
                        random.nextInt(100),
                        maybe(random),
                        maybe(random),
                        maybe(random),
                        maybe(random));
        return new Price(
                random.nextInt(100),
                random.nextInt(100),
                maybe(random),
                maybe(random),
                maybe(random),
                maybe(random),
                longer);
    }

    private static Long maybe(Random random) {
        return random.nextBoolean() ? null : (long) random.nextInt(150);
    }

    private static long upTo(Random random, long most) {
        return random.nextInt((int) most + 1);
    }
}
