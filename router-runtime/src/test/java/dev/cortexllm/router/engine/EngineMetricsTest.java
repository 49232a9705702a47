package dev.cortexllm.router.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortexllm.router.target.EngineLoad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class EngineMetricsTest {
    private static final Pattern EXPECT = Pattern.compile("# expect: ([^\\n\\\\\"]*)");

    /** Each page's first line says running, waiting, finished and service seconds. */
    @TestFactory
    Stream<DynamicTest> every_page() throws Exception {
        EngineMetrics metrics = EngineMetrics.bundled();
        List<Path> pages;
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/engine-metrics"))) {
            pages = files.sorted().toList();
        }
        return pages.stream()
                .map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> {
                    String text = Files.readString(page);
                    Matcher expected = EXPECT.matcher(text);
                    assertThat(expected.find()).isTrue();
                    if (expected.group(1).equals("nothing")) {
                        assertThat(metrics.read(text)).isEmpty();
                    } else {
                        double[] numbers = Stream.of(expected.group(1).split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                        assertThat(metrics.read(text))
                                .hasValue(new EngineSample(numbers[0], numbers[1], numbers[2], numbers[3]));
                    }
                }));
    }

    @Test
    void every_name_of_the_table_has_a_page() throws Exception {
        StringBuilder pages = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/engine-metrics"))) {
            for (Path page : files.toList()) {
                pages.append(Files.readString(page));
            }
        }
        MetricNames.bundled().engines().forEach(engine -> {
            engine.names().values().forEach(names -> names.stream()
                    .filter(name -> !name.startsWith("sglang_"))
                    .forEach(name -> assertThat(pages).contains(name)));
            engine.copies().forEach(label -> assertThat(pages).contains(label + "="));
        });
    }

    private static LoadEstimator.Own own(long started, int inFlight) {
        return new LoadEstimator.Own(started, inFlight, inFlight);
    }

    @Test
    void what_we_sent_while_the_engine_was_asked_is_not_taken_for_others() {
        EngineLoad load = new LoadEstimator(4)
                .next(new EngineSample(5, 2, 1, 1), new LoadEstimator.Own(10, 3, 6), 1_000_000_000L);
        assertThat(load.others()).isEqualTo(1);
        assertThat(load.startedBefore()).isEqualTo(10);
    }

    @Test
    void numbers_that_were_not_read_at_once_do_not_look_like_a_restart() {
        LoadEstimator estimator = new LoadEstimator(4);
        long second = 1_000_000_000L;
        EngineSample busy = new EngineSample(4, 8, Double.NaN, Double.NaN);
        double before = 0;
        for (int i = 1; i < 40; i++) {
            before = estimator.next(busy, own(12 + 2 * i, 12), i * second).ratePerSecond();
        }
        assertThat(estimator.next(busy, own(12 + 2 * 39, 14), 40 * second).ratePerSecond())
                .isBetween(0.5 * before, before);
    }

    @Test
    void an_engine_that_counts_nothing_is_judged_by_what_we_had_of_it() {
        LoadEstimator estimator = new LoadEstimator(4);
        long second = 1_000_000_000L;
        EngineLoad load = estimator.next(new EngineSample(4, 8, Double.NaN, Double.NaN), own(12, 12), second);
        assertThat(load.ratePerSecond()).isZero();
        // Four at a time, two seconds each: two are done in every second.
        for (int i = 2; i < 40; i++) {
            int done = 2 * (i - 1);
            load = estimator.next(new EngineSample(4, 8, Double.NaN, Double.NaN), own(12 + done, 12), i * second);
        }
        assertThat(load.ratePerSecond()).isCloseTo(2, within(0.01));
        assertThat(load.others()).isZero();
    }

    @Test
    void of_an_engine_that_others_use_too_only_our_share_is_held_against_what_we_had() {
        LoadEstimator estimator = new LoadEstimator(4);
        long second = 1_000_000_000L;
        EngineLoad load = null;
        // The same, and half of it is ours: one of ours is done in every second.
        for (int i = 1; i < 40; i++) {
            load = estimator.next(new EngineSample(4, 8, Double.NaN, Double.NaN), own(5 + i, 6), i * second);
        }
        assertThat(load.ratePerSecond()).isCloseTo(2, within(0.01));
        assertThat(load.others()).isEqualTo(6);
    }

    @Test
    void an_engine_that_does_not_measure_its_service_is_judged_by_the_requests_in_its_hands() {
        LoadEstimator estimator = new LoadEstimator(8);
        long second = 1_000_000_000L;
        EngineLoad load = null;
        for (int i = 1; i < 40; i++) {
            load = estimator.next(new EngineSample(2, 0, 4 * i, Double.NaN), own(0, 0), i * second);
        }
        // Two at a time finish four in a second: each takes half a second, so eight at a time finish sixteen.
        assertThat(load.ratePerSecond()).isCloseTo(16, within(0.01));
    }

    @Test
    void rate_follows_service_time_and_forgets_another_life() {
        LoadEstimator estimator = new LoadEstimator(8);

        EngineLoad first = estimator.next(new EngineSample(8, 4, 100, 50), 7, 1_000_000_000L);
        assertThat(first).isEqualTo(new EngineLoad(8, 4, 16, 7, 1_000_000_000L));

        EngineLoad idle = estimator.next(new EngineSample(0, 0, 100, 50), 7, 2_000_000_000L);
        assertThat(idle.ratePerSecond()).isEqualTo(16);

        EngineLoad restarted = estimator.next(new EngineSample(2, 0, 0, 0), 9, 3_000_000_000L);
        assertThat(restarted.ratePerSecond()).isZero();
    }
}
