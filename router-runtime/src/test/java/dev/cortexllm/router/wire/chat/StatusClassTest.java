package dev.cortexllm.router.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.outcome.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusClassTest {
    @ParameterizedTest
    @CsvSource({
        "400,",
        "409,",
        "418,",
        "422,",
        "401,UNAUTHORIZED",
        "402,QUOTA",
        "403,UNAUTHORIZED",
        "404,UNKNOWN_MODEL",
        "408,TIMEOUT",
        "413,TOO_LARGE",
        "429,RATE_LIMITED",
        "500,SERVER_ERROR",
        "502,SERVER_ERROR",
        "503,OVERLOADED",
        "504,TIMEOUT",
        "529,OVERLOADED",
        "204,MALFORMED",
        "302,MALFORMED",
    })
    void a_status_is_a_failure_or_the_clients_mistake(int status, Failure.Kind kind) {
        assertThat(StatusClass.of(status)).isEqualTo(kind);
        assertThat(StatusClass.error(status).kind()).isEqualTo(kind);
    }
}
