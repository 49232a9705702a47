package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.wire.openai.OpenAiFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamEntryTest {
    @ParameterizedTest
    @CsvSource({
        "BEARER,         authorization,  Bearer sk-1",
        "X_API_KEY,      x-api-key,      sk-1",
        "X_GOOG_API_KEY, x-goog-api-key, sk-1",
        "API_KEY,        api-key,        sk-1",
    })
    void the_key_travels_in_one_header_as_the_upstream_wants_it(Auth auth, String header, String value) {
        UpstreamEntry entry = entry(auth, List.of("a"), Map.of("a", " sk-1\n"));
        assertThat(entry.headers())
                .isEqualTo(Map.of("content-type", "application/json", "openai-organization", "org-1"));
        Credential key = entry.credentials().first(0);
        assertThat(key.header()).isEqualTo(header);
        assertThat(key.value()).isEqualTo(value);
        assertThat(key.toString()).doesNotContain("sk-1");
        assertThat(entry.toString()).doesNotContain("sk-1");
        assertThat(entry.censored("who is sk-1?")).isEqualTo("who is ***?");
    }

    @Test
    void the_first_key_that_there_is_counts() {
        assertThat(entry(Auth.X_API_KEY, List.of("gone", "a", "b"), Map.of("a", "sk-1", "b", "sk-2"))
                        .credentials()
                        .first(0)
                        .value())
                .isEqualTo("sk-1");
        assertThat(entry(Auth.X_API_KEY, List.of("gone"), Map.of())
                        .credentials()
                        .first(0))
                .isNull();
    }

    private static UpstreamEntry entry(Auth auth, List<String> credentials, Map<String, String> secrets) {
        Upstream config = new Upstream(
                "provider/ns/x",
                "x",
                "",
                1,
                WireFormat.OPENAI,
                "openai",
                "https://api.example/v1",
                auth,
                null,
                credentials,
                Map.of("OpenAI-Organization", "org-1"),
                new TimeoutMillis(1, 1, 1, 1),
                null,
                null);
        TargetStates states = new TargetStates();
        Meters meters = new Meters(new SimpleMeterRegistry());
        Credentials keys = Credentials.of(config, secrets, states, meters, () -> 0L);
        return UpstreamEntry.of(config, new OpenAiFormat(), keys, states.upstream(config.id()), null, null);
    }
}
