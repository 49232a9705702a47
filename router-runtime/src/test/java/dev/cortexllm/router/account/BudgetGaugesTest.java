package dev.cortexllm.router.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Unbounded;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.router.account.BudgetGauges.Line;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values come and go with budgets, and a registry is told only of these. */
class BudgetGaugesTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BudgetGauges gauges = new BudgetGauges(registry, "x.");

    @Test
    void a_value_moves_without_a_new_gauge() {
        gauges.show(List.of(line("daily", 5, 1_000_000_000, 7), line("monthly", 9, 0, 0)));
        Gauge before = spent("daily");
        gauges.show(List.of(line("monthly", 9, 0, 0), line("daily", 6, 2_500_000_000L, 500_000_000)));

        assertThat(spent("daily")).isSameAs(before);
        assertThat(before.value()).isEqualTo(2.5);
        assertThat(gauge("x.budget.reserved.usd", "daily").value()).isEqualTo(0.5);
        assertThat(gauge("x.budget.limit.usd", "daily").value()).isEqualTo(6e-9);
    }

    @Test
    void a_budget_that_is_gone_is_not_shown() {
        gauges.show(List.of(line("daily", 5, 1, 0), line("monthly", 9, 4_000_000_000L, 0)));
        gauges.show(List.of(line("monthly", 9, 4_000_000_000L, 0)));
        assertThat(spent("daily")).isNull();
        assertThat(spent("monthly").value()).isEqualTo(4);

        gauges.show(List.of());
        assertThat(registry.getMeters()).isEmpty();

        gauges.show(List.of(line("daily", 5, 3_000_000_000L, 0)));
        assertThat(spent("daily").value()).isEqualTo(3);
    }

    private Gauge spent(String budget) {
        return gauge("x.budget.spent.usd", budget);
    }

    private Gauge gauge(String name, String budget) {
        return registry.find(name)
                .tags("owner", "policy chat", "budget", budget)
                .gauge();
    }

    private static Line line(String name, long limit, long spent, long reserved) {
        Budget budget = new Budget(
                "policy chat/" + name,
                name,
                "policy chat",
                Window.DAY,
                "UTC",
                limit,
                false,
                Unbounded.CAP,
                1000,
                false,
                List.of(),
                List.of());
        return new Line(budget, spent, reserved);
    }
}
