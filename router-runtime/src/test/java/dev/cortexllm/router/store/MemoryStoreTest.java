package dev.cortexllm.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Limit;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Limits;
import dev.cortexllm.router.limit.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads stand for the event loops that share a store. */
class MemoryStoreTest {
    private static final int THREADS = 8;

    private final MemoryStore store = new MemoryStore(() -> 0, () -> 0, new Books());

    @Test
    void admits_exactly_the_limit_over_all_threads() throws Exception {
        Limit limit = Limits.requests("r", 1_000);
        AtomicInteger admitted = new AtomicInteger();

        together(1_000, () -> {
            if (store.reserve(Limits.ask(0, limit)).result().decision().admitted()) {
                admitted.incrementAndGet();
            }
        });

        assertThat(admitted).hasValue(1_000);
    }

    @Test
    void every_slot_is_free_in_the_end() throws Exception {
        Ask ask = Limits.ask(0, Limits.slots("s", 5));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        together(5_000, () -> {
            Grant grant = store.reserve(ask).result();
            if (grant.decision().admitted()) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                grant.settle(0, 1, new Used(1, 0));
            }
        });

        assertThat(most.get()).isBetween(1, 5);
        assertThat(store.reserve(ask).result().decision().readings()[0].remaining())
                .isEqualTo(5);
    }

    private static void together(int times, Runnable work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            running.add(threads.submit(() -> {
                for (int i = 0; i < times; i++) {
                    work.run();
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();
    }
}
