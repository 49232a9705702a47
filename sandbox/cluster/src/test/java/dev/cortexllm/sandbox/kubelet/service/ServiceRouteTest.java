package dev.cortexllm.sandbox.kubelet.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRouteTest {
    @Test
    void readsTheFlag() {
        assertThat(ServiceRoute.parse("ns/gw:http=127.0.0.1:8080"))
                .isEqualTo(new ServiceRoute("ns", "gw", "http", new InetSocketAddress("127.0.0.1", 8080)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gw:80=127.0.0.1:1", "ns/gw=127.0.0.1:1", "ns/gw:80=127.0.0.1:70000", "ns/gw:80=10.0.0.1:80", ""
            })
    void refusesWhatIsNoRouteOnThisMachine(String flag) {
        assertThatThrownBy(() -> ServiceRoute.parse(flag))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + flag + "\"");
    }
}
