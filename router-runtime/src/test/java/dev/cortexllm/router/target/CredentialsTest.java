package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
    private final TargetStates states = new TargetStates();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long now = -5;

    private Credentials keys(Map<String, String> secrets) {
        Upstream upstream = new Upstream(
                "provider/ns/x",
                "x",
                "",
                1,
                WireFormat.OPENAI,
                "openai",
                "https://api.example/v1",
                Auth.BEARER,
                null,
                List.of("a", "b"),
                Map.of(),
                new TimeoutMillis(1, 1, 1, 1),
                null,
                null);
        return Credentials.of(upstream, secrets, states, new Meters(registry), () -> now);
    }

    private void refuse(Credential key, Kind kind, int retryAfterSeconds) {
        key.refused(new Failure(kind, "x", 400, retryAfterSeconds), now);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED,  0, 600",
        "UNAUTHORIZED, 30, 600",
        "QUOTA,         0, 600",
        "RATE_LIMITED,  0,   5",
        "RATE_LIMITED, 30,  30",
    })
    void a_refused_key_rests_for_its_time(Kind kind, int retryAfter, long seconds) {
        Credentials keys = keys(Map.of("a", "1", "b", "2"));
        refuse(keys.first(now), kind, retryAfter);

        assertThat(keys.first(now).id()).isEqualTo("b");
        now += TimeUnit.SECONDS.toNanos(seconds) - 1;
        assertThat(keys.first(now).id()).isEqualTo("b");
        now++;
        assertThat(keys.first(now).id()).isEqualTo("a");
    }

    @Test
    void when_all_rest_the_shortest_is_the_first_and_there_is_no_other() {
        Credentials keys = keys(Map.of("a", "1", "b", "2"));
        refuse(keys.first(now), Kind.UNAUTHORIZED, 0);
        assertThat(keys.another(1, now).id()).isEqualTo("b");
        refuse(keys.first(now), Kind.RATE_LIMITED, 9);

        assertThat(keys.first(now).id()).isEqualTo("b");
        assertThat(keys.another(2, now)).isNull();
    }

    @Test
    void an_answer_ends_a_rest() {
        Credentials keys = keys(Map.of("a", "1"));
        Credential only = keys.first(now);
        refuse(only, Kind.UNAUTHORIZED, 0);
        assertThat(only.state().resting(now)).isTrue();

        only.state().accepted();
        assertThat(only.state().resting(now)).isFalse();
    }

    @Test
    void a_rest_belongs_to_the_value_and_goes_with_it() {
        refuse(keys(Map.of("a", "1", "b", "2")).first(now), Kind.UNAUTHORIZED, 0);

        assertThat(keys(Map.of("a", "1", "b", "2")).first(now).id()).isEqualTo("b");
        assertThat(keys(Map.of("a", "new", "b", "2")).first(now).id()).isEqualTo("a");

        states.retain(keys(Map.of("b", "2")).states(), java.util.Set.of());
        assertThat(keys(Map.of("a", "1", "b", "2")).first(now).id())
                .as("forgotten")
                .isEqualTo("a");
    }

    @Test
    void no_meter_tells_the_key() {
        refuse(keys(Map.of("a", "sk-secret", "b", "2")).first(now), Kind.UNAUTHORIZED, 0);

        assertThat(registry.getMetersAsString()).contains("credential.refused").doesNotContain("sk-secret");
    }
}
