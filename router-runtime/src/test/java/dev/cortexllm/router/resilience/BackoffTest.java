package dev.cortexllm.router.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** Each pause is at least one half of the doubled one, and none is longer than that or than the longest. */
    @Test
    void pauses_double_with_chance_up_to_the_longest() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            long base = 1 + random.nextInt(5_000);
            long longest = base + random.nextInt(60_000);
            Backoff backoff = new Backoff(base, longest, random::nextDouble);
            for (int time = 1; time <= 40; time++) {
                long whole = (long) Math.min(longest, base * Math.pow(2, time - 1));
                assertThat(backoff.millis(time)).isBetween(Math.max(1, whole / 2), whole);
            }
        }
    }

    @Test
    void chance_spreads_them_over_the_whole_half() {
        assertThat(new Backoff(1_000, 8_000, () -> 0).millis(3)).isEqualTo(2_000);
        assertThat(new Backoff(1_000, 8_000, () -> 0.5).millis(3)).isEqualTo(3_000);
        assertThat(new Backoff(1_000, 8_000, () -> 0.9999).millis(3)).isEqualTo(4_000);
        assertThat(new Backoff(7, 7, () -> 0.9999).millis(30)).isEqualTo(7);
    }
}
