package dev.cortexllm.router.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Policy.Price;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
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
}
