package dev.cortexllm.router.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static int all(RetryBudget budget, long now, int percent, int minPerSecond) {
        int allowed = 0;
        while (budget.tryRepeat(now, percent, minPerSecond)) {
            allowed++;
        }
        return allowed;
    }

    @Test
    void it_allows_its_share_of_the_requests_and_what_is_always_allowed() {
        RetryBudget budget = new RetryBudget();
        assertThat(all(budget, 0, 20, 0)).isZero();
        for (int i = 0; i < 100; i++) {
            budget.request(0);
        }
        assertThat(all(budget, 0, 20, 0)).isEqualTo(20);
        assertThat(all(budget, 0, 20, 3)).isEqualTo(30);
        assertThat(all(budget, 9 * SECOND, 20, 3)).isZero();
        assertThat(all(budget, 10 * SECOND, 20, 3))
                .as("a new window without requests")
                .isEqualTo(30);
    }

    /** In no ten slices of a second are there more repetitions than the requests of some such ten allow. */
    @Test
    void no_window_ever_holds_more_than_it_may() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            int percent = random.nextInt(101);
            int least = random.nextInt(4);
            RetryBudget budget = new RetryBudget();
            List<Long> requests = new ArrayList<>();
            List<Long> repetitions = new ArrayList<>();
            long now = random.nextLong() >> 8;
            for (int i = 0; i < 3_000; i++) {
                now += random.nextInt(20) == 0 ? random.nextLong(3 * SECOND) : random.nextLong(SECOND / 50);
                if (random.nextBoolean()) {
                    budget.request(now);
                    requests.add(Math.floorDiv(now, SECOND));
                } else {
                    long second = Math.floorDiv(now, SECOND);
                    long allowed = in(requests, second) * percent / 100 + least * 10L;
                    boolean may = budget.tryRepeat(now, percent, least);
                    assertThat(may).as("seed " + seed).isEqualTo(in(repetitions, second) < allowed);
                    if (may) {
                        repetitions.add(second);
                    }
                }
            }
        }
    }

    private static long in(List<Long> seconds, long last) {
        long count = 0;
        for (int i = seconds.size() - 1; i >= 0 && seconds.get(i) > last - 10; i--) {
            count++;
        }
        return count;
    }

    @Test
    void many_event_loops_together_get_no_more() throws Exception {
        RetryBudget budget = new RetryBudget();
        AtomicInteger allowed = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            new Thread(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            budget.request(0);
                        }
                        for (int i = 0; i < 1_000; i++) {
                            allowed.addAndGet(budget.tryRepeat(0, 10, 1) ? 1 : 0);
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(allowed.get()).isEqualTo(410);
    }
}
