package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.Spends;
import dev.cortexllm.router.ledger.EntryJson;
import dev.cortexllm.router.ledger.Increment;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code charge.lua} is called with.
 *
 * @param keys names of keys
 * @param spends what is known of budgets
 * @param charge the end of an attempt
 * @param increments what it adds to statistics
 * @param onlyExpired whether it is only to be ended if its lease is over
 */
record ChargeCall(RedisKeys keys, Spends spends, Charge charge, List<Increment> increments, boolean onlyExpired) {
    /** In place of a time: Redis' own counts. */
    static final String REDIS_CLOCK = "0";

    List<String> names() {
        List<String> names = new ArrayList<>(
                List.of(keys.done(charge.attemptId()), keys.hold(charge.attemptId()), keys.holds(), keys.ledger()));
        charge.tills().forEach(till -> names.add(keys.till(till.key(), till.window())));
        increments.forEach(one -> names.add(keys.of(one.key())));
        return names;
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                REDIS_CLOCK,
                charge.attemptId(),
                onlyExpired ? "1" : "0",
                Long.toString(charge.nanoUsd()),
                charge.entry() == null ? "" : EntryJson.write(charge.entry()),
                Integer.toString(charge.tills().size())));
        for (Till till : charge.tills()) {
            arguments.add(Long.toString(till.window().endsAtMillis()));
            arguments.add(Long.toString(spends.spent(till.key(), till.window())));
        }
        for (Increment one : increments) {
            arguments.addAll(List.of(one.field(), Long.toString(one.by()), Long.toString(one.keptSeconds())));
        }
        return arguments;
    }
}
