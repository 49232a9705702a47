package dev.cortexllm.router.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/x",
                "http://[fe80::1]/",
                "http://100.100.100.200/",
                "http://[fd00:ec2::254]/",
                "http://0.0.0.0/",
                "http://224.0.0.1/"
            })
    void refusesWhatNobodyMayReachThroughARouter(String url) {
        assertThatThrownBy(() -> WebhookGuard.address(URI.create(url))).isInstanceOf(WebhookGuard.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080/x", "http://localhost/x", "https://10.1.2.3/x", "https://[2001:db8::1]/"})
    void letsTheRestThrough(String url) throws Exception {
        assertThat(WebhookGuard.address(URI.create(url))).isNotNull();
    }

    @Test
    void aNameWithoutAddressIsNoRefusal() {
        assertThatThrownBy(() -> WebhookGuard.address(URI.create("http://nowhere.invalid/")))
                .isInstanceOf(UnknownHostException.class);
    }
}
