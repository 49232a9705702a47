package dev.cortexllm.router.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drives windows and buckets across their boundaries with a clock of its own, beside a log of everything that was counted. */
class WindowPropertyTest {
    private static final long SLICE = Limits.MINUTE / SlidingWindow.SLICES;

    /** One admitted request; its amount may be corrected later. */
    private static final class Taken {
        private final long at;
        private long amount;

        private Taken(long at, long amount) {
            this.at = at;
            this.amount = amount;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_window_is_never_exceeded_and_admits_what_it_allows(long seed) {
        Random random = new Random(seed);
        Limit limit = Limits.tokens("t", 1 + random.nextInt(50));
        Count count = Count.of(limit);
        List<Taken> log = new ArrayList<>();
        long now = random.nextInt(1_000_000);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            now += step(random);
            long amount = 1 + random.nextInt((int) Math.min(limit.amount(), 7));
            Reading reading = count.look(limit, now, amount);
            if (reading.fits()) {
                count.take(limit, now, amount);
                log.add(new Taken(now, amount));
                assertThat(within(log, now, Limits.MINUTE)).isLessThanOrEqualTo(limit.amount());
            } else {
                refused++;
                assertThat(within(log, now, Limits.MINUTE + SLICE) + amount).isGreaterThan(limit.amount());
            }
            if (random.nextInt(4) == 0 && !log.isEmpty()) {
                Taken last = log.get(log.size() - 1);
                long less = random.nextInt((int) last.amount + 1);
                count.correct(limit, last.at, now, -less);
                last.amount -= less;
            }
        }
        assertThat(refused).as("or nothing was tested").isGreaterThan(100);
        assertThat(log).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void who_waits_as_told_gets_in(long seed) {
        Random random = new Random(seed);
        for (Limit limit : List.of(Limits.tokens("w", 20), Limits.leaky("l", 90, 10))) {
            Count count = Count.of(limit);
            long now = seed * 12_345;
            for (int i = 0; i < 2_000; i++) {
                now += random.nextInt(300);
                long amount = 1 + random.nextInt(5);
                Reading reading = count.look(limit, now, amount);
                if (!reading.fits()) {
                    now += reading.waitMillis() - 1;
                    assertThat(count.look(limit, now++, amount).fits()).isFalse();
                }
                assertThat(count.look(limit, now, amount).fits()).isTrue();
                count.take(limit, now, amount);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_bucket_lets_no_more_through_than_burst_and_rate(long seed) {
        Random random = new Random(seed);
        Limit limit = Limits.leaky("l", 1 + random.nextInt(100), 1 + random.nextInt(20));
        Count count = Count.of(limit);
        List<Taken> log = new ArrayList<>();
        long now = 1_000;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(300);
            if (count.look(limit, now, 1).fits()) {
                count.take(limit, now, 1);
                log.add(new Taken(now, 1));
                for (long span : new long[] {1, 100, 1_000, 10_000, 60_000}) {
                    double most = limit.burst() + (double) limit.amount() * span / Limits.MINUTE;
                    assertThat((double) within(log, now, span)).isLessThanOrEqualTo(most);
                }
            }
        }
        assertThat(log.size()).isGreaterThan(100).isLessThan(3_000);
    }

    /** Mostly bursts, now and then exactly to a boundary, over it, or far away. */
    private static long step(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> Limits.MINUTE;
            case 1 -> Limits.MINUTE - 1;
            case 2 -> SLICE;
            case 3 -> 10 * Limits.MINUTE;
            case 4, 5, 6 -> random.nextInt(5_000);
            default -> random.nextInt(50);
        };
    }

    /** Amount counted in the span that ends with now. */
    private static long within(List<Taken> log, long now, long span) {
        long sum = 0;
        for (int i = log.size() - 1; i >= 0 && log.get(i).at > now - span; i--) {
            sum += log.get(i).amount;
        }
        return sum;
    }
}
