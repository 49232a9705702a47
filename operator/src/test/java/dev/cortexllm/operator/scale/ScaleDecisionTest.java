package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.operator.scale.ScaleDecision.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleDecisionTest {
    private static final Duration DOWN = Duration.ofSeconds(300);
    private static final Duration IDLE = Duration.ofSeconds(600);
    private static final Duration LOADING = Duration.ofSeconds(1800);

    private final Scaled model = new Scaled(new Bounds(1, 8, 10, DOWN, IDLE, LOADING), 1);
    private final Scaled sleeper = new Scaled(new Bounds(0, 8, 10, DOWN, IDLE, LOADING), 0);

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "10, 1", "10.5, 2", "11, 2", "40, 4", "79, 8", "80, 8", "81, 8", "5000, 8"})
    void the_first_look_asks_for_all_that_the_load_needs(double load, int replicas) {
        assertThat(model.load(load).tick()).isEqualTo(replicas);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, BOUNDS", "9, 8, BOUNDS", "1000, 8, BOUNDS", "3, 3, STAYS"})
    void what_somebody_has_set_stays_within_the_bounds(int set, int replicas, Why why) {
        model.load(2).tick();
        model.set(set);
        assertThat(model.tick()).isEqualTo(replicas);
        assertThat(model.why()).isEqualTo(why);
    }

    @Test
    void the_number_goes_down_when_fewer_were_enough_for_long() {
        model.load(35).tick();
        model.load(5);
        assertThat(model.during(DOWN.minusSeconds(1))).isEqualTo(4);
        assertThat(model.during(Duration.ofSeconds(2))).isEqualTo(1);
        assertThat(model.why()).isEqualTo(Why.STAYS);
        assertThat(model.writes()).isEqualTo(2);
    }

    @Test
    void and_only_to_what_was_needed_meanwhile() {
        model.load(78).tick();
        model.load(15).during(Duration.ofSeconds(200));
        model.load(45).during(Duration.ofSeconds(50));
        model.load(5);
        assertThat(model.during(Duration.ofSeconds(60))).isEqualTo(5);
        assertThat(model.during(DOWN)).isEqualTo(1);
    }

    @Test
    void a_number_that_somebody_has_set_counts_as_needed_then() {
        model.load(5).during(DOWN.multipliedBy(2));
        model.set(3);
        assertThat(model.during(DOWN.minusSeconds(1))).isEqualTo(3);
        assertThat(model.during(Duration.ofSeconds(2))).isEqualTo(1);
    }

    @Test
    void the_load_overrules_who_takes_too_many_away() {
        model.load(35).tick();
        model.set(1);
        assertThat(model.tick()).isEqualTo(4);
    }

    @Test
    void a_burst_that_is_over_does_not_overrule_anybody() {
        model.load(35).tick();
        model.load(5).during(Duration.ofSeconds(10));
        model.set(2);
        assertThat(model.during(Duration.ofSeconds(10))).isEqualTo(2);
    }

    @Test
    void nothing_is_started_before_the_first_request() {
        assertThat(sleeper.during(Duration.ofHours(1))).isZero();
        sleeper.ask();
        assertThat(sleeper.tick()).isEqualTo(1);
        assertThat(sleeper.why()).isEqualTo(Why.WOKEN);
    }

    @Test
    void many_who_wait_start_as_many_as_they_need() {
        sleeper.ask().load(35);
        assertThat(sleeper.tick()).isEqualTo(4);
        assertThat(sleeper.why()).isEqualTo(Why.WOKEN);
    }

    @Test
    void whoever_asked_before_the_first_look_has_asked() {
        sleeper.ask();
        assertThat(sleeper.tick()).isEqualTo(1);
    }

    @Test
    void the_last_one_goes_when_nobody_has_asked_for_long() {
        sleeper.ask().tick();
        sleeper.ready(1).load(3).during(Duration.ofSeconds(20));
        sleeper.load(0);
        assertThat(sleeper.during(IDLE.minusSeconds(2))).isEqualTo(1);
        assertThat(sleeper.during(Duration.ofSeconds(4))).isZero();
        assertThat(sleeper.during(IDLE)).isZero();
    }

    /** Short requests may come and go between two looks: the load is 0 at each of them. */
    @Test
    void whoever_asks_and_is_answered_between_two_looks_has_asked() {
        sleeper.ask().tick();
        sleeper.ready(1).load(0);
        for (int i = 0; i < 10; i++) {
            assertThat(sleeper.during(IDLE.dividedBy(2))).isEqualTo(1);
            sleeper.ask();
        }
    }

    @Test
    void a_request_that_takes_an_hour_keeps_its_replica() {
        sleeper.ask().tick();
        sleeper.ready(1).load(1);
        assertThat(sleeper.during(Duration.ofHours(1))).isEqualTo(1);
    }

    @Test
    void what_is_loading_is_not_given_up_before_it_was_there() {
        sleeper.ask().tick();
        sleeper.load(0);
        assertThat(sleeper.during(LOADING.minusSeconds(5))).isEqualTo(1);
        sleeper.ready(1);
        assertThat(sleeper.during(IDLE.minusSeconds(5))).isEqualTo(1);
    }

    @Test
    void what_never_comes_up_is_given_up_in_the_end() {
        sleeper.ask().tick();
        sleeper.load(0);
        assertThat(sleeper.during(LOADING.plus(IDLE).plusSeconds(5))).isZero();
    }

    @Test
    void who_asked_before_the_last_one_was_taken_away_does_not_bring_it_back() {
        sleeper.ask().tick();
        sleeper.ready(1).during(Duration.ofSeconds(10));
        sleeper.set(0);
        assertThat(sleeper.during(Duration.ofSeconds(10))).isZero();
        sleeper.ask();
        assertThat(sleeper.tick()).isEqualTo(1);
    }

    @Test
    void without_any_knowledge_the_number_stays() {
        model.load(35).tick();
        model.unknown();
        assertThat(model.during(Duration.ofHours(3))).isEqualTo(4);
        model.load(5);
        assertThat(model.during(DOWN.minusSeconds(1))).isEqualTo(4);
        assertThat(model.during(Duration.ofSeconds(3))).isEqualTo(1);
    }

    @Test
    void without_a_part_of_the_knowledge_it_only_goes_up() {
        model.load(5).partly(true).during(Duration.ofSeconds(5));
        assertThat(model.load(35).tick()).isEqualTo(4);
        assertThat(model.load(0).during(Duration.ofHours(1))).isEqualTo(4);
    }

    @Test
    void bounds_hold_without_any_knowledge() {
        model.unknown().set(20);
        assertThat(model.tick()).isEqualTo(8);
    }

    @Test
    void a_new_process_takes_nothing_away_at_once() {
        Scaled late = new Scaled(new Bounds(0, 8, 10, DOWN, IDLE, LOADING), 5)
                .ready(5)
                .load(0);
        assertThat(late.during(DOWN.minusSeconds(1))).isEqualTo(5);
        assertThat(late.during(Duration.ofSeconds(2))).isEqualTo(1);
        assertThat(late.during(IDLE.minus(DOWN))).isZero();
    }

    @Test
    void without_a_delay_it_follows_at_once() {
        Scaled quick = new Scaled(new Bounds(1, 8, 10, Duration.ZERO, IDLE, LOADING), 1);
        assertThat(quick.load(75).tick()).isEqualTo(8);
        assertThat(quick.load(15).tick()).isEqualTo(2);
    }

    /** A deployment that the decision is carried out for, one look each second. */
    static final class Scaled {
        private final Bounds bounds;
        private Instant now = Instant.parse("2026-11-27T10:00:00Z");
        private int replicas;
        private int ready;
        private Optional<Load> load = Optional.of(new Load(Map.of(), 0, 0));
        private boolean complete = true;
        private Optional<Instant> asked = Optional.empty();
        private ScaleDecision last;
        private int writes;

        Scaled(Bounds bounds, int replicas) {
            this.bounds = bounds;
            this.replicas = replicas;
        }

        Scaled load(double requests) {
            load = Optional.of(new Load(Map.of("pod", requests), 0, 0));
            return this;
        }

        Scaled unknown() {
            load = Optional.empty();
            return this;
        }

        Scaled partly(boolean part) {
            complete = !part;
            return this;
        }

        Scaled ask() {
            asked = Optional.of(now);
            return this;
        }

        Scaled ready(int pods) {
            ready = pods;
            return this;
        }

        Scaled set(int number) {
            replicas = number;
            return this;
        }

        int tick() {
            last = ScaleDecision.of(
                    last == null ? null : last.memory(), new Look(now, replicas, ready, load, complete, asked), bounds);
            writes += last.replicas() == replicas ? 0 : 1;
            replicas = last.replicas();
            now = now.plusSeconds(1);
            return replicas;
        }

        int during(Duration time) {
            for (long i = 0; i < time.toSeconds(); i++) {
                tick();
            }
            return replicas;
        }

        Why why() {
            return last.why();
        }

        int writes() {
            return writes;
        }
    }
}
