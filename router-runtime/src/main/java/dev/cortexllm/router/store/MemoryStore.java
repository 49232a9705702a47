package dev.cortexllm.router.store;

import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Decision;
import dev.cortexllm.router.limit.LimitTable;
import dev.cortexllm.router.limit.Used;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Counts of this process, exact over all its event loops. They share one lock, which is held for about a microsecond and
 * only by requests that are under a limit.
 */
public final class MemoryStore implements LimitStore {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LimitTable table = new LimitTable();
    private final LongSupplier clock;

    /**
     * @param clock monotonic nanoseconds
     */
    public MemoryStore(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Future<Grant> reserve(Ask ask) {
        synchronized (table) {
            long now = millis();
            Decision decision = table.reserve(ask, now);
            return Future.succeededFuture(new Grant(this, null, ask, decision, now));
        }
    }

    @Override
    public void settle(Grant grant, int from, int to, Used used) {
        synchronized (table) {
            table.settle(grant.ask(), grant.decision(), grant.takenAt(), millis(), from, to, used);
        }
    }

    /**
     * Forgets what no configuration names any more.
     *
     * @param keys keys of the limits that are named
     */
    public void retain(Set<String> keys) {
        synchronized (table) {
            table.retain(keys);
        }
    }

    private long millis() {
        return Math.floorDiv(clock.getAsLong(), NANOS_PER_MILLI);
    }
}
