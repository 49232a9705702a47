package dev.cortexllm.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlGuardTest {
    private final UrlGuard inCluster = new UrlGuard(false);
    private final UrlGuard atHome = new UrlGuard(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.openai.com/v1",
                "http://10.0.0.7:8000/v1",
                "http://192.168.1.4",
                "http://llm.team.svc:80/v1",
                "http://vllm.default.svc.cluster.local:8000",
                "http://[fd00::7]:8000/v1",
                "http://[2001:db8::1]/v1",
                "https://kubernetes.example.com/v1",
                "https://7b.example.com",
                "https://169.254.example.com",
                "http://gpu-1"
            })
    void ordinaryAddressesPass(String url) {
        assertThat(inCluster.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:11434/v1",
                "http://127.0.0.1:8080",
                "http://127.8.9.10",
                "http://[::1]:80",
                "http://LOCALHOST.:1",
                "http://ollama.localhost",
                "http://[::ffff:127.0.0.1]"
            })
    void loopbackIsForPeoplesOwnMachines(String url) {
        assertThat(inCluster.refusal(url))
                .hasValueSatisfying(why -> assertThat(why).contains("the router's own machine"));
        assertThat(atHome.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest, link-local",
        "http://169.254.0.1:80, link-local",
        "http://[fe80::1], link-local",
        "http://[fe80::1%25eth0], link-local",
        "http://[::ffff:169.254.169.254], link-local",
        "http://[::ffff:a9fe:a9fe], link-local",
        "http://[64:ff9b::a9fe:a9fe], link-local",
        "http://[2002:a9fe:a9fe::1], link-local",
        "http://[::a9fe:a9fe], link-local",
        "http://metadata.google.internal, metadata service",
        "http://METADATA.google.internal.:80/x, metadata service",
        "http://metadata, metadata service",
        "http://100.100.100.200, metadata service",
        "http://168.63.129.16, metadata service",
        "http://[fd00:ec2::254], metadata service",
        "http://[::ffff:100.100.100.200], metadata service",
        "https://kubernetes, API server",
        "https://kubernetes.default, API server",
        "https://kubernetes.default.svc:443, API server",
        "https://Kubernetes.Default.svc.cluster.local, API server",
        "http://0.0.0.0:8000, not the address of one machine",
        "http://0.1.2.3, not the address of one machine",
        "http://[::], not the address of one machine",
        "http://255.255.255.255, not the address of one machine",
        "http://224.0.0.1, not the address of one machine",
        "http://[ff02::1], not the address of one machine",
        "http://2852039166, unusual spelling",
        "http://0xa9fea9fe, unusual spelling",
        "http://169.254.43518, no valid host",
        "http://0xa9.0xfe.0xa9.0xfe, no valid host",
        "http://0251.0376.0251.0376, no valid host",
        "http://010.0.0.1, four numbers",
        "http://300.1.1.1, no valid host",
        "https://me:secret@api.example/v1, user or password",
        "https://api.example@evil.example/v1, user or password",
        "https://api.example/v1?key=1, query or fragment",
        "https://api.example/v1#x, query or fragment",
        "ftp://api.example, must start with http",
        "file:///etc/passwd, must start with http",
        "api.example/v1, must start with http",
        "10.0.0.5:8000, must start with http",
        "https://, not a URL",
        "https:///v1, no valid host",
        "https://under_score.example, no valid host",
        "https://api.example:0, no valid host and port",
        "https://api.example:99999, no valid host and port",
        "https://[1:2, not a URL",
    })
    void othersAreRefusedEverywhere(String url, String why) {
        assertThat(inCluster.refusal(url))
                .hasValueSatisfying(text -> assertThat(text).contains(why));
        assertThat(atHome.refusal(url))
                .hasValueSatisfying(text -> assertThat(text).contains(why).doesNotContain("secret"));
    }
}
