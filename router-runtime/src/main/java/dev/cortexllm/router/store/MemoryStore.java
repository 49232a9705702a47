package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.budget.BudgetTable;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.ledger.AttemptNote;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Decision;
import dev.cortexllm.router.limit.LimitTable;
import dev.cortexllm.router.limit.Used;
import dev.cortexllm.router.notice.BudgetReader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Counts and money of this process, exact over all its event loops. They share one lock, which is held for about a
 * microsecond and only by requests that are under a limit or a budget. Nothing of it survives the process.
 */
public final class MemoryStore implements LimitStore {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LimitTable table = new LimitTable();
    private final BudgetTable money = new BudgetTable();
    private final LongSupplier clock;
    private final LongSupplier epochMillis;
    private final Books books;

    /**
     * @param clock monotonic nanoseconds
     * @param epochMillis wall clock, Unix milliseconds
     * @param books what is written of money
     */
    public MemoryStore(LongSupplier clock, LongSupplier epochMillis, Books books) {
        this.clock = clock;
        this.epochMillis = epochMillis;
        this.books = books;
    }

    @Override
    public Future<Grant> reserve(Ask ask, Claim claim) {
        return Future.succeededFuture(claim == null ? counted(ask) : held(ask, claim, false));
    }

    /** Limits alone. */
    Grant counted(Ask ask) {
        synchronized (table) {
            long now = millis();
            return new Grant(this, null, ask, table.reserve(ask, now), now);
        }
    }

    /**
     * Stands in for Redis: what it last said is where this router goes on, and what is spent meanwhile it will be told later.
     * Where a budget is closed, nothing is reserved.
     */
    Grant standIn(Ask ask, Claim claim) {
        for (BudgetEntry budget : claim.budgets()) {
            if (budget.config().closed() && !budget.config().shadow()) {
                return unknown(ask, claim);
            }
        }
        return held(ask, claim, true);
    }

    private Grant held(Ask ask, Claim claim, boolean standIn) {
        synchronized (table) {
            long now = millis();
            long date = epochMillis.getAsLong();
            BudgetTable.Answer answer =
                    money.look(claim.budgets(), known(claim, date), date, claim.wanted(), claim.least());
            Decision limits = answer.admitted() ? table.reserve(ask, now) : table.look(ask, now);
            Decision decision = new Decision(limits.admitted() && answer.admitted(), limits.readings());
            List<Till> tills = new ArrayList<>(claim.budgets().length);
            if (decision.admitted()) {
                money.reserve(claim.budgets(), answer, date);
                for (int i = 0; i < claim.budgets().length; i++) {
                    tills.add(new Till(claim.budgets()[i].key(), answer.readings()[i].window()));
                }
            }
            if (standIn) {
                books.refused(claim, answer.readings());
            } else {
                books.read(claim, answer.readings(), decision.admitted() ? answer.nanoUsd() : 0);
            }
            return new Grant(
                    this, null, ask, decision, now, new Hold(claim, answer.nanoUsd(), answer.readings(), tills));
        }
    }

    private long[] known(Claim claim, long date) {
        long[] known = new long[claim.budgets().length];
        for (int i = 0; i < known.length; i++) {
            known[i] = books.spends().spent(claim.budgets()[i].key(), claim.budgets()[i].window(date));
        }
        return known;
    }

    /** Refuses because nobody knows what is spent. */
    private Grant unknown(Ask ask, Claim claim) {
        synchronized (table) {
            long now = millis();
            long date = epochMillis.getAsLong();
            BudgetReading[] readings = new BudgetReading[claim.budgets().length];
            for (int i = 0; i < readings.length; i++) {
                BudgetEntry budget = claim.budgets()[i];
                boolean refuses = budget.config().closed() && !budget.config().shadow();
                readings[i] = new BudgetReading(budget.window(date), 0, 0, refuses ? BudgetReading.UNKNOWN : 0);
            }
            Decision decision = new Decision(false, table.look(ask, now).readings());
            books.refused(claim, readings);
            return new Grant(this, null, ask, decision, now, new Hold(claim, 0, readings, List.of()));
        }
    }

    /** What is spent and reserved here. */
    List<Spend> read(List<BudgetReader.Account> accounts) {
        synchronized (table) {
            return accounts.stream()
                    .map(account -> money.spend(account.key(), account.window()))
                    .toList();
        }
    }

    @Override
    public void settle(Grant grant, int from, int to, Used used) {
        synchronized (table) {
            table.settle(grant.ask(), grant.decision(), grant.takenAt(), millis(), from, to, used);
        }
    }

    @Override
    public void charge(Hold hold, Charge charge) {
        if (hold != null) {
            synchronized (table) {
                for (Till till : hold.tills()) {
                    long spent = settle(till, hold.nanoUsd(), charge.nanoUsd());
                    books.spent(till, spent, charge.nanoUsd());
                }
            }
        }
        if (charge.entry() != null) {
            books.record(charge.entry());
        }
    }

    @Override
    public void noted(AttemptNote note) {
        books.noted(note);
    }

    private long settle(Till till, long reserved, long spent) {
        return money.settle(till.key(), till.window(), epochMillis.getAsLong(), reserved, spent);
    }

    /**
     * An attempt has ended that Redis is to be told of.
     *
     * @param hold what it reserved, here or there
     * @param charge its end
     * @param up whether Redis is to be had
     * @return false when Redis never knew of the attempt and need not
     */
    boolean ended(Hold hold, Charge charge, boolean up) {
        if (hold.standIn() || !up) {
            spentAway(hold.tills(), hold.standIn() ? hold.nanoUsd() : 0, charge.nanoUsd());
        }
        return charge.entry() != null || hold.mayBeKnown();
    }

    /**
     * Redis was believed to be there when an attempt ended, and did not hear of it: from here on this router goes on.
     *
     * @param charge the end of an attempt that was reserved there
     */
    void missed(Charge charge) {
        spentAway(charge.tills(), 0, charge.nanoUsd());
    }

    private void spentAway(List<Till> tills, long reserved, long spent) {
        synchronized (table) {
            for (Till till : tills) {
                long known = books.spends().spent(till.key(), till.window());
                money.learn(till.key(), till.window(), epochMillis.getAsLong(), known);
                settle(till, reserved, spent);
            }
        }
    }

    /** What is written of money. */
    Books books() {
        return books;
    }

    /** Wall clock, Unix milliseconds. */
    long epochMillis() {
        return epochMillis.getAsLong();
    }

    @Override
    public boolean outlivesRouter() {
        return false;
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
