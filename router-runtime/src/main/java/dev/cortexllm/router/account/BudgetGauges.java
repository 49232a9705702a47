package dev.cortexllm.router.account;

import dev.cortexllm.config.Budget;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToLongFunction;

/** Shows what is spent, reserved and allowed of each budget in its present window, in USD. */
public final class BudgetGauges {
    private static final double NANO_PER_USD = 1e9;

    private final MultiGauge spent;
    private final MultiGauge reserved;
    private final MultiGauge limit;

    /**
     * One budget.
     *
     * @param budget the budget
     * @param spentNanoUsd what is spent; of a budget that is kept apart by something the most that one share has spent
     * @param reservedNanoUsd what running requests can still cost
     */
    public record Line(Budget budget, long spentNanoUsd, long reservedNanoUsd) {}

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
        spent.register(rows(lines, Line::spentNanoUsd), true);
        reserved.register(rows(lines, Line::reservedNanoUsd), true);
        limit.register(rows(lines, line -> line.budget().limitNanoUsd()), true);
    }

    private static List<MultiGauge.Row<?>> rows(List<Line> lines, ToLongFunction<Line> nano) {
        return lines.stream()
                .<MultiGauge.Row<?>>map(line -> MultiGauge.Row.of(
                        Tags.of(
                                "owner",
                                line.budget().owner(),
                                "budget",
                                line.budget().name()),
                        nano.applyAsLong(line) / NANO_PER_USD))
                .toList();
    }
}
