package dev.cortexllm.router.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final Proxies PROXIES = new Proxies(Map.of(
            "https_proxy", "http://proxy.example:3128",
            "HTTP_PROXY", "other.example",
            "NO_PROXY", "10.0.0.1, .svc.cluster.local,hub.internal"));

    @ParameterizedTest
    @CsvSource({
        "https://huggingface.co/api, HTTP @ proxy.example",
        "http://huggingface.co, HTTP @ other.example",
        "http://10.0.0.1:8080, DIRECT",
        "https://mirror.models.svc.cluster.local, DIRECT",
        "https://HUB.internal, DIRECT",
        "https://eu.hub.internal, DIRECT",
        "https://nothub.internal, HTTP @ proxy.example"
    })
    void aServerIsReachedAsTheVariablesSay(URI url, String proxy) {
        assertThat(PROXIES.to(url).toString()).startsWith(proxy);
    }
}
