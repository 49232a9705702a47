package dev.cortexllm.router.store;

import dev.cortexllm.router.account.StoreMeters;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.ledger.AttemptNote;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Used;
import dev.cortexllm.router.notice.BudgetReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Counts where the configuration says: in the router's memory, or in the Redis of its gateway. One event loop. */
public final class StoreChoice implements LimitStore {
    private final Vertx vertx;
    private final MemoryStore memory;
    private final StoreMeters meters;
    private final String router;
    private final Journals journals;
    private final LongSupplier clock;
    private StoreAddress address;
    private RedisStore redis;

    /**
     * @param vertx of the event loop
     * @param memory of the process
     * @param meters what is measured of a Redis
     * @param router an id that no other event loop of any router has
     * @param journals where is written what a Redis cannot be told
     * @param clock monotonic nanoseconds
     */
    public StoreChoice(
            Vertx vertx, MemoryStore memory, StoreMeters meters, String router, Journals journals, LongSupplier clock) {
        this.vertx = vertx;
        this.memory = memory;
        this.meters = meters;
        this.router = router;
        this.journals = journals;
        this.clock = clock;
    }

    /**
     * Counts somewhere else from now on; the same address changes nothing.
     *
     * @param next the Redis, or null
     * @return done when it is reached or cannot be for now; never fails
     */
    public Future<Void> serve(StoreAddress next) {
        if (Objects.equals(address, next)) {
            return Future.succeededFuture();
        }
        close();
        address = next;
        if (next == null) {
            return Future.succeededFuture();
        }
        redis = new RedisStore(vertx, next, memory, meters, router, journals, clock);
        return redis.open();
    }

    /** Leaves the Redis, if there is one. */
    public void close() {
        if (redis != null) {
            redis.close();
            redis = null;
        }
        address = null;
    }

    /**
     * Looks up what is spent of budgets.
     *
     * @param accounts which
     * @return what is spent and reserved of each, in that order; fails when nobody knows
     */
    public Future<List<Spend>> read(List<BudgetReader.Account> accounts) {
        return redis == null ? Future.succeededFuture(memory.read(accounts)) : redis.read(accounts);
    }

    /**
     * Finds out whether this router is the first of its gateway to see something.
     *
     * @param id what was seen
     * @param millis how long that is remembered
     * @return true where every router counts for itself; fails when nobody knows
     */
    public Future<Boolean> first(String id, long millis) {
        return redis == null ? Future.succeededFuture(true) : redis.first(id, millis);
    }

    private LimitStore store() {
        return redis == null ? memory : redis;
    }

    @Override
    public Future<Grant> reserve(Ask ask, Claim claim) {
        return store().reserve(ask, claim);
    }

    @Override
    public void settle(Grant grant, int from, int to, Used used) {
        grant.store().settle(grant, from, to, used);
    }

    /** What is held is ended where it is held; {@link Grant#charge} goes there by itself. */
    @Override
    public void charge(Hold hold, Charge charge) {
        store().charge(hold, charge);
    }

    @Override
    public void noted(AttemptNote note) {
        store().noted(note);
    }

    /** The statistics that routers share; null where there is no Redis. */
    public SharedStatistics statistics() {
        return redis == null ? null : redis.statistics();
    }

    @Override
    public boolean outlivesRouter() {
        return store().outlivesRouter();
    }
}
