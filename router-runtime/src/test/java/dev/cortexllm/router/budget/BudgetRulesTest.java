package dev.cortexllm.router.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Unbounded;
import dev.cortexllm.config.Budget.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BudgetRulesTest {
    private static final long LIMIT = 1_000;

    @Test
    void ofSeveralThresholdsTheLowestActs() {
        BudgetRules rules =
                rules(at(700, Action.THROTTLE), at(800, Action.BLOCK), at(900, Action.BLOCK), at(950, Action.THROTTLE));
        assertThat(rules.throttleAt()).isEqualTo(700);
        assertThat(rules.blockAt()).isEqualTo(800);
        assertThat(rules.paceTo())
                .as("the rest ends where nothing more is spent")
                .isEqualTo(800);
        assertThat(rules.fallbackAt()).isEqualTo(BudgetRules.NEVER);
        assertThat(rules.blocks()).isTrue();
    }

    @Test
    void withoutBlockTheRestIsAllThereIs() {
        BudgetRules rules = rules(at(700, Action.THROTTLE));
        assertThat(rules.blocks()).isFalse();
        assertThat(rules.paceTo()).isEqualTo(LIMIT);
    }

    @Test
    void everyThresholdIsCrossedOnceHoweverMoneyIsSpent() {
        Random random = new Random(11);
        BudgetRules rules = rules(
                at(1, Action.NOTIFY),
                at(500, Action.NOTIFY),
                at(500, Action.THROTTLE),
                at(999, Action.NOTIFY),
                at(1_000, Action.BLOCK));
        for (int round = 0; round < 200; round++) {
            List<Threshold> told = new ArrayList<>();
            long spent = 0;
            while (spent < 1_200) {
                long after = spent + random.nextInt(1 + random.nextInt(400));
                told.addAll(rules.crossed(spent, after));
                spent = after;
            }
            assertThat(told).isEqualTo(rules.thresholds());
        }
        assertThat(rules.crossed(500, 500)).isEmpty();
        assertThat(rules.crossed(600, 400)).as("corrected downwards").isEmpty();
    }

    @Test
    void stateIsTheStrictestActionReached() {
        BudgetRules rules = rules(at(100, Action.FALLBACK), at(200, Action.NOTIFY), at(300, Action.BLOCK));
        assertThat(rules.state(99)).isNull();
        assertThat(rules.state(250)).isEqualTo(Action.FALLBACK);
        assertThat(rules.state(300)).isEqualTo(Action.BLOCK);
    }

    private static Threshold at(long nano, Action action) {
        return new Threshold(nano, action, null);
    }

    private static BudgetRules rules(Threshold... thresholds) {
        return BudgetRules.of(budget(thresholds));
    }

    private static Budget budget(Threshold... thresholds) {
        return new Budget(
                "policy/1/b",
                "b",
                "policy chat",
                Window.DAY,
                "UTC",
                LIMIT,
                false,
                Unbounded.CAP,
                4096,
                false,
                List.of(thresholds),
                null);
    }
}
