package dev.cortexllm.router.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash64Test {
    /** What xxhsum prints: every way through the algorithm, by length. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "message digest, 066ed728fceeb3be",
        "abcdefghijklmnopqrstuvwxyz, cfe1f278fa89835c",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, aaa46907d3047814",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890, e04a477f19ee145d"
    })
    void is_xxh64(String text, String expected) {
        assertThat(Long.toHexString(Hash64.of(text, 0))).isEqualTo(expected.replaceFirst("^0+", ""));
    }

    @Test
    void depends_on_the_bytes_alone_and_on_the_seed() {
        byte[] bytes = "xxabcxx".getBytes(StandardCharsets.UTF_8);
        assertThat(Hash64.of(bytes, 2, 5, 7)).isEqualTo(Hash64.of("abc", 7)).isNotEqualTo(Hash64.of("abc", 8));
    }
}
