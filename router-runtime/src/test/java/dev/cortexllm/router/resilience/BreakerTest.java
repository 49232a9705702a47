package dev.cortexllm.router.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Resilience;
import dev.cortexllm.router.resilience.Breaker.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Resilience.Breaker CONFIG = new Resilience.Breaker(50, 60, 2_000, 10, 4, 5_000, 2);
    private long now = -3 * SECOND;
    private final Breaker breaker = new Breaker("x", CONFIG, () -> now);

    private int pass() {
        int phase = breaker.tryPass();
        assertThat(phase).isNotEqualTo(Breaker.REFUSED);
        return phase;
    }

    private void call(Result result, long nanos) {
        breaker.ended(pass(), result, nanos);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            call(Result.FAILED, 1);
        }
    }

    @Test
    void it_opens_at_its_share_of_failures_and_lets_probes_through_after_its_time() {
        call(Result.ANSWERED, 1);
        call(Result.ANSWERED, 1);
        fail(1);
        assertThat(breaker.open(now)).isFalse();
        fail(1);

        assertThat(breaker.open(now)).isTrue();
        assertThat(breaker.state()).isEqualTo(2);
        assertThat(breaker.tryPass()).isEqualTo(Breaker.REFUSED);
        assertThat(breaker.openNanos(now)).isEqualTo(5 * SECOND);

        now += 5 * SECOND + 1;
        int first = pass();
        int second = pass();
        assertThat(breaker.tryPass()).isEqualTo(Breaker.REFUSED);
        assertThat(breaker.state()).isEqualTo(1);

        breaker.ended(first, Result.ANSWERED, 1);
        breaker.ended(second, Result.ANSWERED, 1);
        assertThat(breaker.state()).isZero();
    }

    @Test
    void a_failed_probe_opens_it_again() {
        fail(4);
        now += 6 * SECOND;
        fail(2);

        assertThat(breaker.open(now)).isTrue();
    }

    @Test
    void slow_calls_open_it_though_they_are_answered() {
        call(Result.ANSWERED, 1);
        for (int i = 0; i < 3; i++) {
            call(Result.ANSWERED, 3 * SECOND);
        }
        assertThat(breaker.open(now)).isTrue();
    }

    @Test
    void a_probe_whose_client_leaves_gives_its_slot_back() {
        fail(4);
        now += 6 * SECOND;
        for (int i = 0; i < 20; i++) {
            call(Result.UNKNOWN, 1);
        }
        assertThat(breaker.state()).isEqualTo(1);
        call(Result.ANSWERED, 1);
        call(Result.ANSWERED, 1);
        assertThat(breaker.state()).isZero();
    }

    @Test
    void calls_from_before_say_nothing_of_a_target_that_is_probed() {
        int[] old = {pass(), pass(), pass()};
        fail(4);
        now += 6 * SECOND;
        int probe = pass();

        breaker.ended(old[0], Result.UNKNOWN, 1);
        breaker.ended(old[1], Result.FAILED, 1);
        breaker.ended(old[2], Result.ANSWERED, 1);

        int other = pass();
        assertThat(breaker.tryPass()).as("no third slot").isEqualTo(Breaker.REFUSED);
        breaker.ended(probe, Result.ANSWERED, 1);
        breaker.ended(other, Result.ANSWERED, 1);
        assertThat(breaker.state()).isZero();
    }

    @Test
    void another_configuration_keeps_it_open_for_the_rest_of_its_time() {
        fail(4);
        now += 2 * SECOND;

        Breaker longer = breaker.with(new Resilience.Breaker(20, 60, 2_000, 10, 4, 60_000, 1));
        Breaker shorter = breaker.with(new Resilience.Breaker(20, 60, 2_000, 10, 4, 1_000, 1));

        assertThat(longer.openNanos(now)).isEqualTo(3 * SECOND);
        assertThat(shorter.openNanos(now)).isEqualTo(SECOND);
        now += SECOND + 1;
        assertThat(longer.tryPass()).isEqualTo(Breaker.REFUSED);
        assertThat(shorter.tryPass()).isNotEqualTo(Breaker.REFUSED);
        assertThat(shorter.tryPass()).as("its one probe").isEqualTo(Breaker.REFUSED);
    }

    @Test
    void one_that_was_replaced_while_it_probed_goes_on_probing() {
        fail(4);
        now += 6 * SECOND;
        int probe = pass();

        Breaker next = breaker.with(new Resilience.Breaker(50, 60, 2_000, 10, 4, 5_000, 1));
        now++;
        breaker.ended(probe, Result.ANSWERED, 1);

        assertThat(next.open(now)).isFalse();
        assertThat(next.tryPass()).isNotEqualTo(Breaker.REFUSED);
        assertThat(next.tryPass()).isEqualTo(Breaker.REFUSED);
    }

    /** Whatever calls come to and in whatever order: after all have ended, as many probes pass as there are slots. */
    @Test
    void slots_never_leak() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Breaker any = new Breaker("x", CONFIG, () -> now);
            Deque<Integer> running = new ArrayDeque<>();
            for (int i = 0; i < 200; i++) {
                int phase = random.nextInt(3) == 0 ? Breaker.REFUSED : any.tryPass();
                if (phase != Breaker.REFUSED) {
                    running.add(phase);
                }
                if (random.nextBoolean() && !running.isEmpty()) {
                    int ended = random.nextBoolean() ? running.pollFirst() : running.pollLast();
                    any.ended(ended, Result.values()[random.nextInt(3)], random.nextInt(4) * SECOND);
                }
                now += random.nextInt(10) == 0 ? 6 * SECOND : 1;
            }
            while (!running.isEmpty()) {
                any.ended(running.poll(), Result.UNKNOWN, 1);
            }
            now += 6 * SECOND;
            int slots = 0;
            while (slots < 50 && any.tryPass() != Breaker.REFUSED) {
                slots++;
            }
            // Half open, some of its probes may have been answered or failed already.
            assertThat(slots).as("seed " + seed).isIn(any.state() == 0 ? new Integer[] {50} : new Integer[] {1, 2});
        }
    }
}
