package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Policy.LongPrompt;
import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.account.Usage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoughtsEstimateTest {
    /** Nobody knows what of a broken answer was reasoning: it counts as whatever is dearer at the length of its prompt. */
    @ParameterizedTest
    @CsvSource({
        "100, 1100",
        "101, 1602",
    })
    void whatIsDearerIsAssumed(long prompt, long picoUsd) {
        Price price = new Price(1, 10, null, null, null, 9L, new LongPrompt(100, 2, 10, null, null, null, 14L));
        Delivered ended = new Delivered(new Usage(prompt, 100), 0, false, true, 0);
        assertThat(Estimate.of(price, prompt, 100, true, ended).picoUsd()).isEqualTo(picoUsd);
    }
}
