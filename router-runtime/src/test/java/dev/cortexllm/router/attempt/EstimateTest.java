package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.store.Charge;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What nobody says is estimated between what was delivered and what was reserved; what is affordable is found exactly. */
class EstimateTest {
    private static final Price PRICE = new Price(1_234_567, 7_654_321);
    private static final long SECOND = 1_000_000_000;

    @Test
    void an_estimate_lies_between_what_came_and_what_was_reserved() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long prompt = random.nextInt(100_000);
            long output = 1 + random.nextInt(100_000);
            long delivered = random.nextInt((int) output + 1);
            boolean told = random.nextBoolean();
            Usage usage = told ? new Usage(1 + random.nextInt((int) prompt + 1), Math.min(1, delivered)) : null;
            Delivered so = new Delivered(
                    usage, delivered, random.nextBoolean(), random.nextBoolean(), random.nextLong(9 * SECOND));
            Estimate estimate = Estimate.of(PRICE, prompt + 1, output, random.nextInt(4) == 0, so);

            assertThat(estimate.usage().outputTokens()).isBetween(delivered, output);
            assertThat(estimate.picoUsd()).isLessThanOrEqualTo(Cost.mostPicoUsd(PRICE, prompt + 1, output));
            long least = told ? usage.inputTokens() : prompt;
            assertThat(estimate.picoUsd()).isGreaterThanOrEqualTo(Cost.picoUsd(new Usage(least, delivered), PRICE));
        }
    }

    @Test
    void silence_costs_more_than_speech_and_what_is_hidden_costs_all() {
        long speaking = output(false, new Delivered(null, 100, true, false, 0));
        long silent = output(false, new Delivered(null, 100, true, false, 3 * SECOND));
        long ended = output(false, new Delivered(null, 100, true, true, 3 * SECOND));
        assertThat(speaking).isEqualTo(100 + Estimate.ON_ITS_WAY + Estimate.TOKENS_PER_SECOND);
        assertThat(silent).isEqualTo(speaking + 3 * Estimate.TOKENS_PER_SECOND);
        assertThat(ended).isEqualTo(100 + Estimate.ON_ITS_WAY);
        assertThat(output(true, new Delivered(null, 100, true, true, 0))).isEqualTo(50_000);
        assertThat(output(false, new Delivered(null, 0, false, false, 0))).isEqualTo(50_000);
    }

    private static long output(boolean hides, Delivered so) {
        return Estimate.of(PRICE, 10, 50_000, hides, so).usage().outputTokens();
    }

    @Test
    void as_many_tokens_are_affordable_as_fit_and_not_one_more() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            Bid bid = new Bid(PRICE, random.nextInt(10_000), 1 + random.nextInt(4), 16 + random.nextInt(10_000), 16);
            long nano = bid.least() + random.nextLong(bid.wanted() - bid.least() + 1_000);
            long tokens = bid.affordable(nano);

            assertThat(nano(bid, tokens)).isLessThanOrEqualTo(nano);
            if (tokens < bid.outputTokens()) {
                assertThat(nano(bid, tokens + 1)).isGreaterThan(nano);
            }
        }
    }

    private static long nano(Bid bid, long tokens) {
        return Charge.nano(Cost.mostPicoUsd(PRICE, bid.promptTokens(), bid.choices() * tokens));
    }
}
