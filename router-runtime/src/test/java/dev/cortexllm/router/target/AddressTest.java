package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://h/v1, /chat/completions, /v1/chat/completions",
        "http://h/v1/, /x?y=1, /v1/x?y=1",
        "http://h, /x, /x",
        "http://h/v1, /../tokenize, /tokenize",
        "http://h/engines/qwen/v1, /../tokenize, /engines/qwen/tokenize",
        "http://h, /../tokenize, /tokenize",
        "http://h/v1, /..x, /v1/..x"
    })
    void requests_go_behind_or_beside_the_base_url(String url, String behind, String uri) {
        assertThat(Address.of(url).uri(behind)).isEqualTo(uri);
    }
}
