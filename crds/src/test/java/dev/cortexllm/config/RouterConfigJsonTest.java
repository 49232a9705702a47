package dev.cortexllm.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Unsupported;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The JSON of a configuration, of which its hash is made. */
class RouterConfigJsonTest {
    /** As version 0.1 wrote it, before keys travelled in several ways and policies could reject. */
    private static final String EARLIER = "{\"gateway\":\"ns/main\",\"policies\":[{\"fallback\":[],\"generation\":1,"
            + "\"id\":\"ns/p\",\"maxAttempts\":3,\"models\":[\"m\"],\"name\":\"p\",\"rules\":[],"
            + "\"spillWaitMillis\":2000,\"strategy\":\"Fallback\",\"targets\":[{\"local\":false,\"model\":\"m\","
            + "\"name\":\"t\",\"price\":{\"inputPicoUsd\":1,\"outputPicoUsd\":2},\"upstream\":\"provider/ns/b\","
            + "\"weight\":1}],\"uid\":\"\"}],\"schemaVersion\":1,"
            + "\"settings\":{\"drainTimeoutMillis\":1000,\"maxRequestBytes\":1024},"
            + "\"upstreams\":[{\"baseUrl\":\"https://b/v1\",\"credentials\":[\"ns/s/k\"],\"format\":\"OpenAI\","
            + "\"generation\":0,\"headers\":{},\"id\":\"provider/ns/b\",\"name\":\"b\","
            + "\"timeouts\":{\"connect\":1,\"firstByte\":2,\"idle\":3,\"total\":4},\"uid\":\"\",\"vendor\":\"openai\"}]}";

    @Test
    void whatAnEarlierVersionWroteIsReadAndKeepsItsHash() throws IOException {
        RouterConfig read = CanonicalJson.read(EARLIER.getBytes(StandardCharsets.UTF_8), RouterConfig.class);
        assertThat(read.upstreams().get(0).auth()).isEqualTo(Auth.BEARER);
        assertThat(read.policies().get(0).unsupported()).isEqualTo(Unsupported.DROP);
        assertThat(CanonicalJson.text(read)).isEqualTo(EARLIER);
    }

    @Test
    void whatDoesNotGoWithoutSayingIsSaid() throws IOException {
        String json = EARLIER.replace("\"baseUrl\"", "\"auth\":\"XApiKey\",\"baseUrl\"")
                .replace(
                        "\"uid\":\"\"}],\"schemaVersion\"",
                        "\"uid\":\"\",\"unsupported\":\"Reject\"}],\"schemaVersion\"");
        RouterConfig read = CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), RouterConfig.class);
        assertThat(read.upstreams().get(0).auth()).isEqualTo(Auth.X_API_KEY);
        assertThat(read.policies().get(0).unsupported()).isEqualTo(Unsupported.REJECT);
        assertThat(CanonicalJson.text(read)).isEqualTo(json);
    }

    /** No fallback is not the policy's fallback, and no override is not every override. */
    @Test
    void nothingIsToldFromUnsaid() throws IOException {
        String json = EARLIER.replace(
                "\"fallback\":[],\"generation\"",
                "\"choosing\":{\"fallback\":[],\"overrides\":[]},\"fallback\":[],\"generation\"");
        RouterConfig read = CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), RouterConfig.class);
        Policy.Choosing choosing = read.policies().get(0).choosing();
        assertThat(choosing.fallback()).isEmpty();
        assertThat(choosing.overrides()).isEmpty();
        assertThat(choosing.limits()).isNull();
        assertThat(CanonicalJson.text(read)).isEqualTo(json);
    }
}
