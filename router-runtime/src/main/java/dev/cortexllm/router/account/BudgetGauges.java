package dev.cortexllm.router.account;

import dev.cortexllm.config.Budget;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Shows what is spent, reserved and allowed of each budget in its present window, in USD. Not safe for several threads; reading it is. */
public final class BudgetGauges {
    private static final double NANO_PER_USD = 1e9;

    private final MultiGauge spent;
    private final MultiGauge reserved;
    private final MultiGauge limit;
    private Map<Name, Shown> shown = Map.of();

    /**
     * One budget.
     *
     * @param budget the budget
     * @param spentNanoUsd what is spent; of a budget that is kept apart by something the most that one share has spent
     * @param reservedNanoUsd what running requests can still cost
     */
    public record Line(Budget budget, long spentNanoUsd, long reservedNanoUsd) {}

    private record Name(String owner, String budget) {
        static Name of(Budget budget) {
            return new Name(budget.owner(), budget.name());
        }

        Tags tags() {
            return Tags.of("owner", owner, "budget", budget);
        }
    }

    private static final class Shown {
        private volatile Line line;

        Shown show(Line next) {
            line = next;
            return this;
        }
    }

    BudgetGauges(MeterRegistry registry, String prefix) {
        spent = gauge(registry, prefix + "budget.spent.usd", "What is spent of a budget in its present window");
        reserved = gauge(registry, prefix + "budget.reserved.usd", "What running requests can still cost");
        limit = gauge(registry, prefix + "budget.limit.usd", "How much there is in a window of a budget");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /**
     * Shows these budgets and no others from now on.
     *
     * @param lines every budget, each once
     */
    public void show(List<Line> lines) {
        Map<Name, Shown> next = new LinkedHashMap<>();
        for (Line line : lines) {
            Name name = Name.of(line.budget());
            next.put(name, shown.getOrDefault(name, new Shown()).show(line));
        }
        // This is called every few seconds, on an event loop: a registry takes a thousand times as long for a gauge as
        // a
        // field for its value, and budgets seldom change.
        if (!next.keySet().equals(shown.keySet())) {
            register(spent, next, line -> line.spentNanoUsd() / NANO_PER_USD);
            register(reserved, next, line -> line.reservedNanoUsd() / NANO_PER_USD);
            register(limit, next, line -> line.budget().limitNanoUsd() / NANO_PER_USD);
        }
        shown = next;
    }

    private static void register(MultiGauge gauge, Map<Name, Shown> shown, ToDoubleFunction<Line> usd) {
        gauge.register(
                shown.entrySet().stream()
                        .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(
                                one.getKey().tags(), one.getValue(), value -> usd.applyAsDouble(value.line)))
                        .toList(),
                true);
    }
}
