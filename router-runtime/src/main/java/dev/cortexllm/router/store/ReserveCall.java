package dev.cortexllm.router.store;

import dev.cortexllm.config.Limit;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.budget.BudgetRules;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Spends;
import dev.cortexllm.router.budget.WindowPair;
import dev.cortexllm.router.ledger.EntryJson;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Decision;
import dev.cortexllm.router.limit.Reading;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** What {@code reserve.lua} is called with, and what its answer says. One per reservation. */
final class ReserveCall {
    /** What the script answers where nobody waits for it any more. */
    static final long TOO_LATE = 2;

    /** What an answer may be late beyond the patience of whoever waits for it. */
    private static final long SLACK_MILLIS = 500;

    private static final String REDIS_CLOCK = "0";
    private static final int FIXED_ANSWERS = 2;
    private static final int EACH_LIMIT = 3;
    private static final int EACH_BUDGET = 4;

    private final RedisKeys keys;
    private final Spends spends;
    private final Ask ask;
    private final Claim claim;
    private final CalendarWindow[] windows;

    /**
     * @param keys names of keys
     * @param spends what is known of budgets
     * @param ask what is asked of limits
     * @param claim what is asked of budgets, or null
     * @param now Redis' clock, Unix milliseconds
     */
    ReserveCall(RedisKeys keys, Spends spends, Ask ask, Claim claim, long now) {
        this.keys = keys;
        this.spends = spends;
        this.ask = ask;
        this.claim = claim;
        this.windows = new CalendarWindow[claim == null ? 0 : 2 * claim.budgets().length];
        for (int i = 0; i < windows.length; i += 2) {
            WindowPair pair = claim.budgets()[i / 2].windows().at(now);
            windows[i] = pair.present();
            windows[i + 1] = pair.next();
        }
    }

    List<String> names() {
        List<String> names = new ArrayList<>(ask.limits().length + windows.length + 3);
        for (int i = 0; i < ask.limits().length; i++) {
            names.add(keys.limit(ask.limits()[i].config().key()));
        }
        for (int i = 0; i < windows.length; i++) {
            names.add(keys.till(claim.budgets()[i / 2].key(), windows[i]));
        }
        if (claim != null) {
            names.addAll(List.of(keys.done(claim.attemptId()), keys.hold(claim.attemptId()), keys.holds()));
        }
        return names;
    }

    List<String> arguments(String id, long deadline) {
        List<String> arguments = new ArrayList<>(List.of(
                REDIS_CLOCK,
                Long.toString(deadline + SLACK_MILLIS),
                id,
                Long.toString(RedisStore.LEASE_MILLIS),
                Integer.toString(ask.limits().length),
                Integer.toString(windows.length / 2)));
        for (int i = 0; i < ask.limits().length; i++) {
            Limit limit = ask.limits()[i].config();
            RedisStore.describe(limit, arguments);
            arguments.add(Long.toString(ask.amount(i)));
            arguments.add(limit.shadow() ? "1" : "0");
        }
        if (claim != null) {
            claim(arguments);
        }
        return arguments;
    }

    private void claim(List<String> arguments) {
        arguments.add(Long.toString(claim.wanted()));
        arguments.add(Long.toString(claim.least()));
        arguments.add(Long.toString(RedisHolds.LEASE_MILLIS));
        arguments.add(EntryJson.write(claim.lost().get()));
        for (int i = 0; i < claim.budgets().length; i++) {
            BudgetEntry budget = claim.budgets()[i];
            arguments.add(spend(budget.rules().blockAt()));
            arguments.add(spend(budget.rules().throttleAt()));
            arguments.add(Long.toString(budget.rules().paceTo()));
            arguments.add(budget.config().shadow() ? "1" : "0");
            for (CalendarWindow window : List.of(windows[2 * i], windows[2 * i + 1])) {
                arguments.add(Long.toString(window.endsAtMillis()));
                arguments.add(Long.toString(spends.spent(claim.budgets()[i].key(), window)));
            }
        }
    }

    private static String spend(long threshold) {
        return threshold == BudgetRules.NEVER ? "-1" : Long.toString(threshold);
    }

    /** What the answer says. */
    Grant grant(LimitStore store, String id, Response answer) {
        Reading[] readings = new Reading[ask.limits().length];
        for (int i = 0; i < readings.length; i++) {
            int at = FIXED_ANSWERS + EACH_LIMIT * i;
            readings[i] = new Reading(number(answer, at), number(answer, at + 1), number(answer, at + 2));
        }
        Decision decision = new Decision(number(answer, 1) == 1, readings);
        Hold hold = claim == null ? null : hold(answer, FIXED_ANSWERS + EACH_LIMIT * readings.length);
        return new Grant(store, id, ask, decision, number(answer, 0), hold);
    }

    private Hold hold(Response answer, int from) {
        BudgetReading[] readings = new BudgetReading[windows.length / 2];
        List<Till> tills = new ArrayList<>(readings.length);
        for (int i = 0; i < readings.length; i++) {
            int at = from + 1 + EACH_BUDGET * i;
            CalendarWindow window = windows[2 * i + (int) number(answer, at)];
            readings[i] =
                    new BudgetReading(window, number(answer, at + 1), number(answer, at + 2), number(answer, at + 3));
            tills.add(new Till(claim.budgets()[i].key(), window));
        }
        return new Hold(claim, number(answer, from), readings, tills);
    }

    private static long number(Response answer, int at) {
        return answer.get(at).toLong();
    }
}
