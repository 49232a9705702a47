package dev.cortexllm.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.bench.load.Answer;
import dev.cortexllm.bench.load.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A request every five milliseconds for four seconds; something happens after the first second. */
class RecoveryTest {
    private static final long MILLI = 1_000_000;
    private static final long FAULT = 1_000 * MILLI;
    private static final int EVERY = 5;
    private static final int UNTIL = 4_000;

    @Test
    void what_nobody_notices_takes_no_time() {
        assertThat(Recovery.millis(answers(due -> quick()), FAULT)).isZero();
    }

    @Test
    void it_is_over_with_the_last_slow_answer() {
        assertThat(Recovery.millis(answers(due -> within(due, 1_000, 2_100) ? slow() : quick()), FAULT))
                .isEqualTo(1_100);
    }

    @Test
    void what_is_not_whole_is_not_as_before() {
        for (Ending ending : List.of(Ending.FAILED, Ending.TOLD, Ending.BROKEN)) {
            assertThat(Recovery.millis(
                            answers(due -> within(due, 1_000, 1_200) ? new Seen(3, ending) : quick()), FAULT))
                    .isEqualTo(200);
        }
    }

    @Test
    void a_single_pause_of_the_machine_is_no_relapse() {
        assertThat(Recovery.millis(answers(due -> due == 2_000 ? slow() : quick()), FAULT))
                .isZero();
    }

    @Test
    void a_fault_that_lasts_is_not_recovered_from() {
        assertThat(Recovery.millis(answers(due -> within(due, 1_000, UNTIL) ? slow() : quick()), FAULT))
                .isNaN();
        assertThat(Recovery.millis(answers(due -> due >= 1_000 && due % 100 < 20 ? slow() : quick()), FAULT))
                .isNaN();
    }

    @Test
    void a_second_has_to_be_seen() {
        assertThat(Recovery.millis(answers(due -> within(due, 1_000, 3_500) ? slow() : quick()), FAULT))
                .isNaN();
    }

    @Test
    void what_was_slow_before_may_be_as_slow_again() {
        assertThat(Recovery.millis(answers(due -> new Seen(200, Ending.WHOLE)), FAULT))
                .isZero();
    }

    @Test
    void without_answers_from_before_there_is_nothing_to_hold_it_against() {
        assertThatThrownBy(() -> Recovery.millis(answers(due -> quick()), 0)).hasMessageContaining("before the fault");
    }

    private record Seen(long millis, Ending ending) {}

    private static Seen quick() {
        return new Seen(3, Ending.WHOLE);
    }

    private static Seen slow() {
        return new Seen(900, Ending.WHOLE);
    }

    private static boolean within(int due, int from, int to) {
        return due >= from && due < to;
    }

    /** In the order in which they might end, which is not that in which they were due. */
    private static List<Answer> answers(IntFunction<Seen> seen) {
        List<Answer> answers = new ArrayList<>();
        for (int due = 0; due < UNTIL; due += EVERY) {
            Seen one = seen.apply(due);
            answers.add(new Answer(due * MILLI, one.millis() * MILLI, one.ending(), ""));
        }
        Collections.shuffle(answers, new Random(1));
        return answers;
    }
}
