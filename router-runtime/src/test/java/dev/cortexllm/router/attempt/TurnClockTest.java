package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time stands still in a turn, goes on with the next one, and never goes back. */
class TurnClockTest {
    private final List<Runnable> atTurnsEnd = new ArrayList<>();
    private long real = 100;
    private final TurnClock clock = new TurnClock(() -> real, atTurnsEnd::add);

    @Test
    void it_stands_still_until_the_turn_is_over() {
        assertThat(clock.getAsLong()).isEqualTo(100);
        real = 150;
        assertThat(clock.getAsLong()).isEqualTo(100);

        endTurn();
        assertThat(clock.getAsLong()).isEqualTo(150);
        real = 160;
        assertThat(clock.getAsLong()).isEqualTo(150);
    }

    @Test
    void who_asks_exactly_is_told_the_real_time_and_so_are_the_others_from_then_on() {
        assertThat(clock.getAsLong()).isEqualTo(100);
        real = 150;
        assertThat(clock.exactly()).isEqualTo(150);
        real = 170;
        assertThat(clock.getAsLong()).isEqualTo(150);
        assertThat(clock.exactly()).isEqualTo(170);

        endTurn();
        real = 200;
        assertThat(clock.getAsLong()).isEqualTo(200);
    }

    @Test
    void a_turn_has_one_end_however_often_the_time_is_asked_for() {
        clock.exactly();
        clock.getAsLong();
        clock.exactly();

        assertThat(atTurnsEnd).hasSize(1);
    }

    private void endTurn() {
        List<Runnable> all = List.copyOf(atTurnsEnd);
        atTurnsEnd.clear();
        all.forEach(Runnable::run);
    }
}
