package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.limit.Limits;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrifleTest {
    private static final long ANYTHING = AttemptPlan.Spending.NO_MATTER;

    @ParameterizedTest
    @CsvSource({
        // asked, limit, next to nothing
        "1,      10_000,     true",
        "2,      10_000,     false",
        "100,    999_999,    false",
        "100,    1_000_000,  true",
        "1,      9_999,      false",
    })
    void next_to_nothing_is_a_ten_thousandth(String asked, String limit, boolean trifle) {
        assertThat(Trifle.of(
                        number(asked),
                        Limits.ask(0, Limits.tokens("all", number(limit))).limits()))
                .isEqualTo(trifle);
        assertThat(Trifle.of(number(asked), budgets(number(limit)), ANYTHING)).isEqualTo(trifle);
        assertThat(Trifle.of(number(asked), BudgetEntry.NONE, number(limit))).isEqualTo(trifle);
    }

    @Test
    void the_smallest_limit_decides() {
        assertThat(Trifle.of(
                        100,
                        Limits.ask(0, Limits.tokens("all", 1_000_000), Limits.tokens("own", 999_999))
                                .limits()))
                .isFalse();
        assertThat(Trifle.of(100, budgets(1_000_000, 999_999), ANYTHING)).isFalse();
        assertThat(Trifle.of(100, budgets(1_000_000), 999_999)).isFalse();
    }

    @Test
    void limits_of_requests_have_nothing_to_say() {
        assertThat(Trifle.of(
                        100,
                        Limits.ask(0, Limits.requests("few", 3), Limits.slots("at-once", 1))
                                .limits()))
                .isTrue();
    }

    private static BudgetEntry[] budgets(long... limits) {
        return BudgetEntry.of(Arrays.stream(limits)
                .mapToObj(limit -> Budgets.blocking("of-" + limit, limit))
                .toList());
    }

    private static long number(String text) {
        return Long.parseLong(text.replace("_", ""));
    }
}
