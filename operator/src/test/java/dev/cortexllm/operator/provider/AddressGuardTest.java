package dev.cortexllm.operator.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressGuardTest {
    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/v1,  https://10.0.0.1:443/,    true,  link-local",
        "http://[fe80::1]/v1,        https://10.0.0.1:443/,    true,  link-local",
        "http://100.100.100.200/v1,  https://10.0.0.1:443/,    true,  metadata",
        "http://[fd00:ec2::254]/v1,  https://10.0.0.1:443/,    true,  metadata",
        "http://0.0.0.0/v1,          https://10.0.0.1:443/,    true,  one machine",
        "http://127.0.0.1:1/v1,      https://10.0.0.1:443/,    false, own machine",
        "http://localhost:1/v1,      https://10.0.0.1:443/,    false, own machine",
        "http://127.0.0.1:1/v1,      https://10.0.0.1:443/,    true,  ''",
        "http://127.0.0.1:6443/v1,   https://127.0.0.1:6443/,  true,  API server",
        "http://127.0.0.1:6444/v1,   https://127.0.0.1:6443/,  true,  ''",
        "http://10.0.0.1:8080/v1,    https://10.0.0.1:443/,    true,  API server",
        "http://10.0.0.2/v1,         https://10.0.0.1:443/,    false, ''",
        "https://192.168.1.5/v1,     https://10.0.0.1:443/,    false, ''",
    })
    void refuses(URI url, URI apiServer, boolean allowLoopback, String why) throws Exception {
        String refusal = new AddressGuard(allowLoopback, apiServer).refusal(url).orElse("");
        if (why.isEmpty()) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal).contains(why);
        }
    }
}
