package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.wire.openai.OpenAiFormat;
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
                .isEqualTo(Map.of("content-type", "application/json", "openai-organization", "org-1", header, value));
        assertThat(entry.toString()).doesNotContain("sk-1");
        assertThat(entry.censored("who is sk-1?")).isEqualTo("who is ***?");
    }

    @Test
    void the_first_key_that_there_is_counts() {
        assertThat(entry(Auth.X_API_KEY, List.of("gone", "a", "b"), Map.of("a", "sk-1", "b", "sk-2"))
                        .headers())
                .containsEntry("x-api-key", "sk-1");
        assertThat(entry(Auth.X_API_KEY, List.of("gone"), Map.of()).headers()).doesNotContainKey("x-api-key");
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
        return UpstreamEntry.of(config, new OpenAiFormat(), secrets, new TargetStates().upstream(config.id()), null);
    }
}
