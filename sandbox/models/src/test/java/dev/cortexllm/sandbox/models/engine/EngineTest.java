package dev.cortexllm.sandbox.models.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Scheduling in virtual time: 100 ms to the first token, 10 ms per token, 5 tokens, so 140 ms per generation. */
class EngineTest {
    private final ManualTimers timers = new ManualTimers();
    private final List<String> events = new ArrayList<>();

    @Test
    void runs_as_many_as_it_has_slots_and_the_others_in_the_order_they_came() {
        Engine engine = engine(2, -1);
        List.of("a", "b", "c", "d", "e").forEach(name -> submit(engine, name));

        assertThat(engine.stats())
                .extracting(EngineStats::running, EngineStats::waiting)
                .containsExactly(2, 3);
        timers.pass(10_000);

        assertThat(events)
                .filteredOn(e -> e.endsWith("begin"))
                .containsExactly("a begin", "b begin", "c begin", "d begin", "e begin");
        assertThat(events.indexOf("c begin")).isGreaterThan(events.indexOf("a end"));
        assertThat(events.indexOf("e begin")).isGreaterThan(events.indexOf("c end"));
        assertThat(engine.stats().served()).isEqualTo(5);
    }

    @Test
    void tokens_come_at_fixed_moments() {
        Engine engine = engine(1, -1);
        submit(engine, "a");
        timers.pass(99);
        assertThat(events).isEmpty();
        timers.pass(1);
        assertThat(events).containsExactly("a begin", "a 0");
        timers.pass(25);
        assertThat(events).containsExactly("a begin", "a 0", "a 1", "a 2");
        timers.pass(15);
        assertThat(events).endsWith("a 3", "a 4", "a end");
    }

    @Test
    void busy_time_is_the_integral_of_taken_slots() {
        Engine engine = engine(2, -1);
        submit(engine, "a");
        timers.pass(70);
        submit(engine, "b");
        timers.pass(1_000);
        assertThat(engine.stats().busySlotSeconds()).isCloseTo(0.280, within(1e-6));
        assertThat(engine.stats().windowSeconds()).isCloseTo(1.070, within(1e-6));

        engine.resetStats();
        timers.pass(500);
        assertThat(engine.stats().busySlotSeconds()).isZero();
        assertThat(engine.stats().upSeconds()).isCloseTo(1.570, within(1e-6));
        assertThat(engine.stats().windowSeconds()).isCloseTo(0.500, within(1e-6));
    }

    @Test
    void cancelling_frees_the_slot_at_once() {
        Engine engine = engine(1, -1);
        Generation a = submit(engine, "a").orElseThrow();
        submit(engine, "b");
        timers.pass(110);
        engine.cancel(a);

        assertThat(engine.stats())
                .extracting(EngineStats::running, EngineStats::waiting, EngineStats::cancelled)
                .containsExactly(1, 0, 1L);
        timers.pass(1_000);
        assertThat(events).containsOnlyOnce("b end").doesNotContain("a 2", "a end");
        assertThat(a.emitted()).isEqualTo(2);
    }

    @Test
    void cancelling_in_the_queue_leaves_the_order_of_the_others() {
        Engine engine = engine(1, -1);
        submit(engine, "a");
        Generation b = submit(engine, "b").orElseThrow();
        submit(engine, "c");
        engine.cancel(b);
        engine.cancel(b);
        timers.pass(10_000);
        assertThat(events).filteredOn(e -> e.endsWith("begin")).containsExactly("a begin", "c begin");
        assertThat(engine.stats().cancelled()).isEqualTo(1);
        assertThat(b.started()).isFalse();
    }

    @Test
    void a_full_queue_rejects() {
        Engine engine = engine(1, 1);
        assertThat(submit(engine, "a")).isPresent();
        assertThat(submit(engine, "b")).isPresent();
        assertThat(submit(engine, "c")).isEmpty();
        assertThat(engine.stats().rejected()).isEqualTo(1);
        assertThat(engine.stats().promptTokens()).isEqualTo(2 * 5);
    }

    @Test
    void no_queue_still_lets_in_what_finds_a_slot() {
        Engine engine = engine(1, 0);
        assertThat(submit(engine, "a")).isPresent();
        assertThat(submit(engine, "b")).isEmpty();
        timers.pass(1_000);
        assertThat(submit(engine, "c")).isPresent();
    }

    @Test
    void more_capacity_starts_the_waiting_ones_and_less_stops_nobody() {
        Engine engine = engine(1, -1);
        List.of("a", "b", "c").forEach(name -> submit(engine, name));
        engine.change(settings(3, -1));
        assertThat(engine.stats().running()).isEqualTo(3);
        engine.change(settings(1, -1));
        submit(engine, "d");
        assertThat(engine.stats())
                .extracting(EngineStats::running, EngineStats::waiting)
                .containsExactly(3, 1);
        timers.pass(10_000);
        assertThat(engine.stats().served()).isEqualTo(4);
    }

    @Test
    void a_frozen_generation_keeps_its_slot_until_it_is_cancelled() {
        Engine engine = engine(1, -1);
        Generation a = submit(engine, "a").orElseThrow();
        timers.pass(100);
        engine.freeze(a);
        timers.pass(10_000);
        assertThat(events).containsExactly("a begin", "a 0");
        assertThat(engine.stats().running()).isEqualTo(1);
        engine.cancel(a);
        assertThat(engine.idle()).isTrue();
    }

    @Test
    void slowness_stretches_all_times() {
        Engine engine = engine(1, -1);
        engine.submit(request("a"), sink("a"), 3);
        timers.pass(419);
        assertThat(events).doesNotContain("a end");
        timers.pass(1);
        assertThat(events).endsWith("a end");
    }

    @Test
    void a_known_prefix_shortens_the_first_token() {
        var cache = new PrefixCache(100);
        var engine = new Engine(timers, settings(1, -1), cache, EngineListener.NONE, 0);
        String prompt = "word ".repeat(60);
        engine.submit(request(prompt), sink("cold"), 1);
        timers.pass(1_000);
        engine.submit(request(prompt), sink("warm"), 1);
        timers.pass(99);
        assertThat(events).contains("warm 0");
        assertThat(cache.hit()).isEqualTo(48);
        assertThat(cache.queried()).isEqualTo(2 * 61);
    }

    private Engine engine(int capacity, int queueLimit) {
        return new Engine(timers, settings(capacity, queueLimit), new PrefixCache(0), EngineListener.NONE, 0);
    }

    private static EngineSettings settings(int capacity, int queueLimit) {
        return new EngineSettings(capacity, queueLimit, Duration.ofMillis(100), Duration.ofMillis(10), 5);
    }

    private Optional<Generation> submit(Engine engine, String name) {
        return engine.submit(request(name), sink(name), 1);
    }

    private static GenerationRequest request(String prompt) {
        return new GenerationRequest(
                prompt, "m", List.of(prompt), OptionalInt.empty(), List.of(), List.of(new AnswerPart.Text()));
    }

    private GenerationSink sink(String name) {
        return new GenerationSink() {
            @Override
            public void begin() {
                events.add(name + " begin");
            }

            @Override
            public void token(int index, AnswerPlan.Token token) {
                events.add(name + " " + index);
            }

            @Override
            public void finished() {
                events.add(name + " end");
            }
        };
    }
}
