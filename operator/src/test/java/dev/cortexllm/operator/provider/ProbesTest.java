package dev.cortexllm.operator.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.status.Probe;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final ResourceID ID = new ResourceID("cloud", "default");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Probe UP = new Probe(true, "Reachable", "it answers", null);

    private Auth auth = Auth.BEARER;
    private WireFormat format = WireFormat.OPENAI;
    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");
    private final List<CompletableFuture<Probe>> running = new ArrayList<>();
    private final List<ResourceID> woken = new ArrayList<>();
    private final Probes probes = new Probes(
            (upstream, secrets) -> {
                running.add(new CompletableFuture<>());
                return running.get(running.size() - 1);
            },
            woken::add,
            clock);

    @Test
    void checksAtOnceAndThenOnTheInterval() {
        assertThat(result("https://a", "k")).isEmpty();
        assertThat(result("https://a", "k")).isEmpty();
        assertThat(running).hasSize(1);
        running.get(0).complete(UP);
        assertThat(woken).containsExactly(ID);
        assertThat(result("https://a", "k")).contains(UP);
        assertThat(probes.untilDue(ID)).isEqualTo(MINUTE);

        clock.pass(MINUTE);
        assertThat(result("https://a", "k"))
                .as("the last result holds while the next check runs")
                .contains(UP);
        assertThat(running).hasSize(2);
    }

    @Test
    void aChangedKeyIsCheckedAtOnceAndForgetsTheLastResult() {
        result("https://a", "k");
        running.get(0).complete(UP);
        assertThat(result("https://a", "other")).isEmpty();
        assertThat(running).hasSize(2);
    }

    @Test
    void anotherWayForTheKeyOrAnotherFormatIsCheckedAtOnce() {
        result("https://a", "k");
        running.get(0).complete(UP);
        auth = Auth.X_API_KEY;
        assertThat(result("https://a", "k")).isEmpty();
        format = WireFormat.ANTHROPIC;
        assertThat(result("https://a", "k")).isEmpty();
        assertThat(running).hasSize(3);
    }

    @Test
    void aLateResultOfAnotherSubjectDoesNotCount() {
        result("https://a", "k");
        result("https://b", "k");
        running.get(0).complete(UP);
        assertThat(result("https://b", "k")).isEmpty();
    }

    private Optional<Probe> result(String url, String key) {
        Upstream upstream = new Upstream(
                "provider/default/cloud",
                "cloud",
                "",
                1,
                format,
                "x",
                url,
                auth,
                null,
                List.of("s"),
                Map.of(),
                null,
                null,
                null);
        return probes.result(ID, upstream, Map.of("s", key), MINUTE);
    }
}
