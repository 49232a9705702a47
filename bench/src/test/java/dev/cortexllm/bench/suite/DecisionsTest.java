package dev.cortexllm.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.bench.jmh.Timing;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final Timing FEW = timing("same", "LOCAL_FIRST", "100", 150, 344);

    @Test
    void many_stand_beside_few_of_the_same_strategy() {
        List<Timing> timings = List.of(
                FEW,
                timing("same", "LOCAL_FIRST", "10000", 240, 344.04),
                timing("same", "BALANCED", "100", 100, 424),
                timing("another", "LOCAL_FIRST", "10000", 1_640, 344),
                timing("another", "LOCAL_FIRST", "100", 280, 344),
                timing("picked", "-", "100", 2_000, 344),
                timing("picked", "-", "2", 1_000, 344));

        assertThat(Decisions.lines(timings))
                .extracting(Line::toString)
                .containsExactly(
                        "measure=choose-local-first-policies-10000-ns ours=240 ref=policies-100:150 ratio=1.60 goal=ratio<=2 ok",
                        "measure=choose-local-first-policies-10000-bytes ours=344 ref=policies-100:344 ratio=1.00 goal=ours<=512 ok",
                        "measure=choose-local-first-models-10000-ns ours=1640 ref=models-100:280 ratio=5.86 goal=ours<=5000 ok",
                        "measure=choose-local-first-models-10000-bytes ours=344 ref=models-100:344 ratio=1.00 goal=ours<=512 ok",
                        "measure=choose-replicas-100-ns ours=2000 ref=replicas-2:1000 ratio=2.00 goal=ours<=10000 ok",
                        "measure=choose-replicas-100-bytes ours=344 ref=replicas-2:344 ratio=1.00 goal=ours<=512 ok");
    }

    @Test
    void a_thousand_targets_stand_beside_eight() {
        List<Timing> timings = List.of(
                timing("same", "LOCAL_FIRST", "10000", 240, 344),
                FEW,
                timing("wide", "LOCAL_FIRST", "-", 201_000, 12_170));

        assertThat(Decisions.lines(timings))
                .extracting(Line::toString)
                .contains(
                        "measure=choose-local-first-targets-1000-ns ours=201000 ref=targets-8:150 ratio=1340 goal=ours<=200000 MISS",
                        "measure=choose-local-first-targets-1000-bytes ours=12170 ref=targets-8:344 ratio=35.4 goal=- ok");
    }

    @Test
    void the_classifier_stands_alone() {
        assertThat(Decisions.lines(List.of(timing("classify", "-", "-", 21_660, 6_131))))
                .extracting(Line::toString)
                .containsExactly(
                        "measure=classify-ns ours=21660 ref=none ratio=- goal=ours<=100000 ok",
                        "measure=classify-bytes ours=6131 ref=none ratio=- goal=- ok");
    }

    private static Timing timing(String benchmark, String strategy, String count, double nanos, double bytes) {
        return new Timing(benchmark, strategy, count, nanos, 2 * nanos, bytes);
    }
}
