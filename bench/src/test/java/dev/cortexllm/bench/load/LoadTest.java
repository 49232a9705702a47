package dev.cortexllm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.bench.contender.Direct;
import dev.cortexllm.bench.contender.Running;
import dev.cortexllm.bench.suite.Upstream;
import dev.cortexllm.bench.upstream.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Load against the simulated provider in a process of its own. */
class LoadTest {
    @TempDir
    private Path folder;

    private Upstream upstream;
    private Running direct;

    @BeforeEach
    void start() {
        upstream = Upstream.start(folder).await();
        direct = new Direct().start(new int[] {upstream.port()}, folder);
    }

    @AfterEach
    void stop() {
        upstream.child().close();
    }

    @Test
    void every_request_that_was_due_is_answered_or_failed() {
        Outcome good = fixed(200);
        assertThat(good.done()).isEqualTo(200);
        assertThat(good.failed()).isZero();
        assertThat(good.latency().getTotalCount()).isEqualTo(200);

        upstream.set(Fault.LIMITED);
        Outcome refused = fixed(200);
        assertThat(refused.done()).isZero();
        assertThat(refused.failed()).isEqualTo(200);
    }

    @Test
    void a_provider_that_collects_its_garbage_goes_on_as_before() {
        upstream.set(Fault.LIMITED);
        upstream.collect();
        assertThat(fixed(20).failed()).isEqualTo(20);

        upstream.set(Fault.NONE);
        upstream.collect();
        assertThat(fixed(20).done()).isEqualTo(20);
    }

    @Test
    void each_run_over_kept_connections_counts_its_own_requests_whatever_became_of_the_connections() {
        try (KeptConnections kept = KeptConnections.open(direct.target(Bodies.stream("bench", 2)), 8)) {
            for (Fault fault : List.of(Fault.NONE, Fault.LIMITED, Fault.CUT_EARLY, Fault.NONE)) {
                upstream.set(fault);
                Outcome outcome = kept.ask(20, Duration.ZERO, Duration.ofSeconds(1));
                assertThat(outcome.done()).as("%s", fault).isEqualTo(fault == Fault.NONE ? 20 : 0);
                assertThat(outcome.failed()).as("%s", fault).isEqualTo(fault == Fault.NONE ? 0 : 20);
            }
        }
    }

    @Test
    void full_speed_counts_what_was_answered() {
        Outcome outcome = FullSpeed.run(
                direct.target(Bodies.chat("bench", 1024)), 4, Duration.ofMillis(50), Duration.ofSeconds(2));

        assertThat(outcome.done()).isPositive().isEqualTo(outcome.latency().getTotalCount());
        assertThat(outcome.failed()).isZero();
    }

    @Test
    void streams_come_to_their_end_and_a_cut_one_is_broken() {
        Target three = direct.target(Bodies.stream("bench", 3));
        try (Streams streams = Streams.open(three, 5)) {
            Streams.Seen seen = streams.count(2);
            assertThat(seen.complete()).isEqualTo(5);
            assertThat(seen.broken()).isZero();
            assertThat(seen.first().getTotalCount()).isEqualTo(5);
        }
        upstream.set(Fault.CUT);
        try (Streams streams = Streams.open(direct.target(Bodies.stream("bench", 100)), 5)) {
            assertThat(streams.count(2).broken()).isEqualTo(5);
        }
    }

    @Test
    void each_answer_is_told_with_its_ending() {
        assertThat(watch(Bodies.chat("bench", 1024))).hasSize(20).containsOnly(Ending.WHOLE);
        assertThat(watch(Bodies.stream("bench", 3))).hasSize(20).containsOnly(Ending.WHOLE);
        upstream.set(Fault.CUT);
        assertThat(watch(Bodies.stream("bench", 10))).hasSize(20).containsOnly(Ending.BROKEN);
        upstream.set(Fault.CUT_EARLY);
        assertThat(watch(Bodies.stream("bench", 10))).hasSize(20).containsOnly(Ending.FAILED);
        upstream.set(Fault.UNAVAILABLE);
        assertThat(watch(Bodies.chat("bench", 1024))).hasSize(20).containsOnly(Ending.FAILED);
    }

    private List<Ending> watch(String body) {
        return FixedRate.watch(direct.target(body), 20, 8, Duration.ofSeconds(1)).stream()
                .map(Answer::ending)
                .toList();
    }

    @Test
    void a_stream_of_one_token_begins_and_stays() {
        try (Streams streams = Streams.open(direct.target(Bodies.stream("bench", 1)), 5)) {
            assertThat(streams.awaitBegun(5, Duration.ofSeconds(60))).isTrue();
            Streams.Seen seen = streams.count(1);
            assertThat(seen.complete() + seen.broken()).isZero();
        }
    }

    private Outcome fixed(int perSecond) {
        return FixedRate.run(
                direct.target(Bodies.chat("bench", 1024)), perSecond, 8, Duration.ZERO, Duration.ofSeconds(1));
    }
}
