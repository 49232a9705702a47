package dev.cortexllm.router.store;

import dev.cortexllm.router.ledger.EntryJson;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code keep.lua} is called with.
 *
 * @param keys names of keys
 * @param holds attempts that run
 */
record KeepCall(RedisKeys keys, List<Hold> holds) {

    List<String> names() {
        List<String> names = new ArrayList<>(1 + 2 * holds.size());
        names.add(keys.holds());
        for (Hold hold : holds) {
            String id = hold.claim().attemptId();
            names.addAll(List.of(keys.done(id), keys.hold(id)));
        }
        return names;
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(2 + 4 * holds.size());
        arguments.addAll(List.of(ChargeCall.REDIS_CLOCK, Long.toString(RedisHolds.LEASE_MILLIS)));
        for (Hold hold : holds) {
            arguments.addAll(List.of(
                    hold.claim().attemptId(),
                    Long.toString(hold.nanoUsd()),
                    lines(hold.tills()),
                    EntryJson.write(hold.lost())));
        }
        return arguments;
    }

    /** A hold's budgets as scripts keep them. */
    private String lines(List<Till> tills) {
        StringBuilder lines = new StringBuilder();
        for (Till till : tills) {
            lines.append(lines.isEmpty() ? "" : "\n")
                    .append(till.window().endsAtMillis())
                    .append(' ')
                    .append(keys.till(till.key(), till.window()));
        }
        return lines.toString();
    }
}
