package dev.cortexllm.router.budget;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** What many budgets have spent and reserved. The same arithmetic as {@code money.lua}. One thread at a time. */
public final class BudgetTable {
    /** Requests that began in a window are settled there for so long after its end. */
    private static final long KEPT_MILLIS = 3_600_000;

    /** More than there is anywhere, and exact in Redis' numbers. */
    private static final long PLENTY = 1L << 53;

    private static final long NOT_YET = -1;

    private final Map<String, Map<String, Money>> all = new HashMap<>();

    private static final class Money {
        private final long endsAt;
        private long spent;
        private long reserved;
        private long crossedAt = NOT_YET;

        private Money(long endsAt) {
            this.endsAt = endsAt;
        }

        private long used() {
            return spent + reserved;
        }

        private void cross(long now) {
            crossedAt = crossedAt == NOT_YET ? now : crossedAt;
        }
    }

    /**
     * What came of asking.
     *
     * @param admitted whether every budget has money, shadows aside
     * @param nanoUsd what may be spent at the most: as much as wanted, or what is left
     * @param readings what each says, in the order of the asking
     */
    public record Answer(boolean admitted, long nanoUsd, BudgetReading[] readings) {}

    /**
     * Looks whether there is money; nothing is reserved.
     *
     * @param budgets which budgets
     * @param known what each is known to have spent in the present window elsewhere; 0 when nothing is
     * @param now Unix milliseconds
     * @param wanted how much is wanted, in nano-USD
     * @param least how much there must be
     * @return what they say
     */
    public Answer look(BudgetEntry[] budgets, long[] known, long now, long wanted, long least) {
        BudgetReading[] readings = new BudgetReading[budgets.length];
        boolean admitted = true;
        long granted = wanted;
        for (int i = 0; i < budgets.length; i++) {
            BudgetEntry budget = budgets[i];
            CalendarWindow window = budget.window(now);
            Money money = money(budget.key(), window, now);
            money.spent = Math.max(money.spent, known[i]);
            long wait = throttled(budget, money, now);
            long room = budget.rules().blocks() ? budget.rules().blockAt() - money.used() : PLENTY;
            long verdict = room < least ? BudgetReading.BLOCKED : wait;
            readings[i] = new BudgetReading(window, money.spent, money.reserved, verdict);
            if (!budget.config().shadow()) {
                admitted &= verdict == 0;
                granted = Math.min(granted, room);
            }
        }
        return new Answer(admitted, granted, readings);
    }

    /** How long a throttled budget has no money, in milliseconds; 0: it has. */
    private static long throttled(BudgetEntry budget, Money money, long now) {
        BudgetRules rules = budget.rules();
        if (money.used() < rules.throttleAt()) {
            return 0;
        }
        money.cross(now);
        double rest = rules.paceTo() - rules.throttleAt();
        double span = money.endsAt - money.crossedAt;
        double over = money.used() - rules.throttleAt();
        if (rest <= 0 || span <= 0) {
            return Math.max(1, money.endsAt - now);
        }
        double free = money.crossedAt + Math.ceil(over / rest * span);
        return free <= now ? 0 : (long) Math.min(free, money.endsAt) - now;
    }

    /**
     * Reserves.
     *
     * @param budgets which budgets
     * @param answer what they said
     * @param now Unix milliseconds
     */
    public void reserve(BudgetEntry[] budgets, Answer answer, long now) {
        for (int i = 0; i < budgets.length; i++) {
            Money money = money(budgets[i].key(), answer.readings()[i].window(), now);
            money.reserved += answer.nanoUsd();
            if (money.used() >= budgets[i].rules().throttleAt()) {
                money.cross(now);
            }
        }
    }

    /**
     * Learns what was spent elsewhere.
     *
     * @param key key of the budget
     * @param window the window
     * @param now Unix milliseconds
     * @param spent what is spent in the window at the least, in nano-USD
     */
    public void learn(String key, CalendarWindow window, long now, long spent) {
        Money money = money(key, window, now);
        money.spent = Math.max(money.spent, spent);
    }

    /**
     * Settles a reservation in the window that it was made in.
     *
     * @param key key of the budget
     * @param window the window
     * @param now Unix milliseconds
     * @param reserved what was reserved, in nano-USD
     * @param spent what was spent
     * @return what is spent in the window now
     */
    public long settle(String key, CalendarWindow window, long now, long reserved, long spent) {
        Money money = money(key, window, now);
        money.reserved = Math.max(0, money.reserved - reserved);
        money.spent += spent;
        return money.spent;
    }

    /**
     * What is used of a budget.
     *
     * @param key key of the budget
     * @param window the window
     * @return what is spent and reserved in it
     */
    public Spend spend(String key, CalendarWindow window) {
        Map<String, Money> windows = all.get(key);
        Money money = windows == null ? null : windows.get(window.id());
        return money == null ? Spend.NONE : new Spend(money.spent, money.reserved);
    }

    private Money money(String key, CalendarWindow window, long now) {
        Map<String, Money> windows = all.computeIfAbsent(key, any -> new HashMap<>(2));
        Money money = windows.get(window.id());
        if (money == null) {
            for (Iterator<Money> old = windows.values().iterator(); old.hasNext(); ) {
                if (old.next().endsAt + KEPT_MILLIS < now) {
                    old.remove();
                }
            }
            money = new Money(window.endsAtMillis());
            windows.put(window.id(), money);
        }
        return money;
    }
}
