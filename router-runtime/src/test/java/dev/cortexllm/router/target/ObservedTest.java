package dev.cortexllm.router.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortexllm.router.target.UpstreamState.Announced;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HALF = Observed.HALF_LIFE;

    private final Observed observed = new Observed();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void nothing_is_known_at_first(long now) {
        assertThat(observed.ttftSeconds(now)).isNaN();
        assertThat(observed.tokensPerSecond(now)).isNaN();
        assertThat(observed.errorRate(now)).isNaN();
    }

    @Test
    void one_attempt_is_known_for_five_half_lives() {
        observed.firstToken(SECOND / 2, 0);
        observed.answered(100, 4 * SECOND, 0);
        observed.ended(true, 0);

        assertThat(observed.ttftSeconds(0)).isEqualTo(0.5);
        assertThat(observed.tokensPerSecond(5 * HALF - SECOND)).isEqualTo(25);
        assertThat(observed.errorRate(5 * HALF - SECOND))
                .as("one failure is not all")
                .isEqualTo(0.5);
        assertThat(observed.ttftSeconds(5 * HALF + SECOND)).isNaN();
        assertThat(observed.errorRate(5 * HALF + SECOND)).isNaN();
    }

    @Test
    void what_was_counts_half_after_its_half_life() {
        observed.firstToken(SECOND, 0);
        observed.firstToken(4 * SECOND, HALF);
        assertThat(observed.ttftSeconds(HALF)).isCloseTo((0.5 * 1 + 4) / 1.5, within(1e-9));
    }

    @Test
    void a_change_is_seen_within_a_few_half_lives() {
        long now = 0;
        for (int i = 0; i < 1000; i++) {
            observed.firstToken(SECOND, now += SECOND);
        }
        for (int i = 0; i < 180; i++) {
            observed.firstToken(5 * SECOND, now += SECOND);
        }
        assertThat(observed.ttftSeconds(now)).isBetween(4.4, 5.0);
    }

    @Test
    void what_comes_in_one_piece_has_no_pace() {
        observed.answered(15, SECOND, 0);
        observed.answered(1000, TimeUnit.MILLISECONDS.toNanos(49), 0);
        observed.answered(0, SECOND, 0);
        assertThat(observed.tokensPerSecond(0)).isNaN();
    }

    /** Whatever comes in whatever order: an average lies between its least and its greatest value, an error rate within 0 and 1. */
    @RepeatedTest(50)
    void averages_stay_within_what_was_seen(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        long now = random.nextLong();
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int i = 0; i < 500; i++) {
            now += random.nextInt(10) == 0 ? -SECOND : (long) (random.nextDouble() * random.nextInt(100) * SECOND);
            double seconds = 0.001 + random.nextInt(30_000) / 1000.0;
            least = Math.min(least, seconds);
            most = Math.max(most, seconds);
            observed.firstToken((long) (seconds * SECOND), now);
            observed.ended(random.nextBoolean(), now);
            assertThat(observed.ttftSeconds(now)).isBetween(least - 1e-6, most + 1e-6);
            assertThat(observed.errorRate(now)).isBetween(0.0, 1.0);
        }
        assertThat(observed.errorRate(now + 100 * HALF)).isNaN();
    }

    @RepeatedTest(20)
    void of_two_targets_the_one_that_fails_more_has_the_higher_rate(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Observed other = new Observed();
        for (int i = 0; i < 1000; i++) {
            observed.ended(random.nextInt(10) == 0, i * SECOND / 10);
            other.ended(random.nextInt(3) == 0, i * SECOND / 10);
        }
        assertThat(observed.errorRate(100 * SECOND)).isCloseTo(0.1, within(0.06));
        assertThat(other.errorRate(100 * SECOND)).isGreaterThan(observed.errorRate(100 * SECOND));
    }

    @Test
    void threads_lose_nothing() throws Exception {
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            boolean fails = t == 0;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    observed.ended(fails, 0);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(observed.errorRate(0)).isCloseTo(10_000.0 / 40_001, within(1e-12));
    }

    @Test
    void a_lease_tells_of_its_attempt() {
        TargetStates states = new TargetStates();
        states.announce("d", List.of(new Announced("pod", new Address("10.0.0.1", 1, false, "/v1"), true)));
        TargetState target = states.target("d", "m");
        Observed seen = target.observed();

        Lease cancelled = lease(target, 0);
        cancelled.observe(Lease.Result.CANCELLED, true, 0, SECOND);
        assertThat(seen.errorRate(SECOND)).as("nobody can tell").isNaN();
        assertThat(seen.ttftSeconds(SECOND)).isNaN();

        Lease streamed = lease(target, SECOND);
        streamed.content(3 * SECOND);
        streamed.observe(Lease.Result.ANSWERED, true, 80, 7 * SECOND);
        assertThat(seen.ttftSeconds(7 * SECOND)).isEqualTo(2);
        assertThat(seen.tokensPerSecond(7 * SECOND)).as("after the first token").isEqualTo(20);
        assertThat(seen.errorRate(7 * SECOND)).isZero();

        Lease whole = lease(target, 7 * SECOND);
        whole.content(11 * SECOND);
        whole.observe(Lease.Result.ANSWERED, false, 80, 11 * SECOND);
        assertThat(seen.ttftSeconds(11 * SECOND))
                .as("tells nothing of a first token")
                .isEqualTo(2);
        assertThat(seen.tokensPerSecond(11 * SECOND)).as("80 in four seconds").isCloseTo(20, within(1e-9));

        lease(target, 11 * SECOND).observe(Lease.Result.BUSY, true, 0, 11 * SECOND);
        assertThat(seen.errorRate(11 * SECOND)).isBetween(0.2, 0.3);

        states.announce("d", List.of(new Announced("other", new Address("10.0.0.2", 1, false, "/v1"), true)));
        assertThat(seen.errorRate(11 * SECOND)).as("what failed was replaced").isNaN();
        assertThat(seen.ttftSeconds(11 * SECOND)).isEqualTo(2);
    }

    private static Lease lease(TargetState target, long now) {
        return Lease.tryTake(target, target.upstream().endpoints().get(0), now);
    }
}
