package dev.cortexllm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OperatorMainTest {
    @Test
    void onAPersonsOwnMachine() {
        OperatorSettings settings = settings(Optional.empty());
        assertThat(settings.linkAddress().getAddress().isLoopbackAddress()).isTrue();
        assertThat(settings.linkAddress().getPort()).isZero();
        assertThat(settings.linkAdvertise()).isEmpty();
        assertThat(settings.allowLoopback()).isTrue();
        assertThat(settings.leaderElect()).isFalse();
        assertThat(settings.health().orElseThrow().getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(settings.namespaces()).isEmpty();
        assertThat(settings.resync()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void inAPod() {
        OperatorSettings settings = settings(Optional.of("cortex-system"));
        assertThat(settings.linkAddress().getAddress().isAnyLocalAddress()).isTrue();
        assertThat(settings.linkAddress().getPort()).isEqualTo(9443);
        assertThat(settings.linkAdvertise()).contains("https://cortex-operator.cortex-system.svc:9443");
        assertThat(settings.allowLoopback()).isFalse();
        assertThat(settings.leaderElect()).isTrue();
        assertThat(settings.scalingUrl()).contains("http://cortex-operator.cortex-system.svc:8081");
    }

    @Test
    void flagsWin() {
        OperatorSettings settings = settings(
                Optional.of("cortex-system"),
                "--link-address=127.0.0.1:9999",
                "--link-advertise=https://x:1",
                "--allow-loopback",
                "--leader-elect=false",
                "--namespaces=a,b",
                "--resync=10s",
                "--router-image=r:1",
                "--health-port=-1");
        assertThat(settings.linkAddress().getPort()).isEqualTo(9999);
        assertThat(settings.linkAdvertise()).contains("https://x:1");
        assertThat(settings.allowLoopback()).isTrue();
        assertThat(settings.leaderElect()).isFalse();
        assertThat(settings.namespaces()).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.resync()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.routerImage()).isEqualTo("r:1");
        assertThat(settings.health()).isEmpty();
        assertThat(settings.scalingUrl()).as("nothing is served there").isEmpty();
    }

    private static OperatorSettings settings(Optional<String> namespace, String... arguments) {
        OperatorMain main = new OperatorMain();
        new CommandLine(main).parseArgs(arguments);
        return main.settings(namespace);
    }
}
