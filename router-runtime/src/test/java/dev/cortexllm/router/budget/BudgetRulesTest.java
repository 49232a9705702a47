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
    private static final long END = 10_000;

    @Test
    void blocksWhatTheRestDoesNotCover() {
        BudgetRules rules = rules(at(1_000, Action.BLOCK));
        assertThat(rules.judge(0, 1_000, 0, 0, END)).isEqualTo(Verdict.ADMITTED);
        assertThat(rules.judge(0, 1_001, 0, 0, END)).isEqualTo(Verdict.EXHAUSTED);
        assertThat(rules.judge(999, 1, 0, 0, END)).isEqualTo(Verdict.ADMITTED);
        assertThat(rules.judge(1_000, 1, 0, 0, END)).isEqualTo(Verdict.EXHAUSTED);
        assertThat(rules.affordable(400)).isEqualTo(600);
        assertThat(rules.affordable(1_400)).isZero();
    }

    @Test
    void whatCostsNothingIsNeverBlocked() {
        assertThat(rules(at(1_000, Action.BLOCK)).judge(5_000, 0, 0, 0, END)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void withoutBlockNothingIsRefused() {
        BudgetRules rules = rules(at(800, Action.NOTIFY));
        assertThat(rules.blocks()).isFalse();
        assertThat(rules.affordable(5_000)).isEqualTo(BudgetRules.NEVER);
        assertThat(rules.judge(5_000, 5_000, 0, 0, END)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void cheaperTargetsComeFirstFromTheThresholdOn() {
        BudgetRules rules = rules(at(900, Action.FALLBACK));
        assertThat(rules.judge(899, 1, 0, 0, END)).isEqualTo(Verdict.ADMITTED);
        assertThat(rules.judge(900, 1, 0, 0, END)).isEqualTo(Verdict.CHEAPER_FIRST);
    }

    @Test
    void spreadsTheRestEvenlyOverTheRestOfTheWindow() {
        BudgetRules rules = rules(at(500, Action.THROTTLE), at(1_000, Action.BLOCK));
        long crossed = 5_000;
        assertThat(rules.judge(499, 1, crossed, 5_000, END).admitted()).isTrue();
        assertThat(rules.judge(500, 1, crossed, 5_000, END).admitted())
                .as("as much as allowed")
                .isTrue();
        assertThat(rules.judge(501, 1, crossed, 5_000, END)).isEqualTo(new Verdict(Verdict.Kind.THROTTLED, 11, false));
        assertThat(rules.judge(501, 1, crossed, 5_011, END).admitted()).isTrue();
        assertThat(rules.judge(750, 1, crossed, 7_499, END).admitted()).isFalse();
        assertThat(rules.judge(750, 1, crossed, 7_500, END).admitted()).isTrue();
        assertThat(rules.judge(999, 1, crossed, 9_999, END).admitted()).isTrue();
    }

    @Test
    void spreadsWhatIsLeftBeforeItBlocks() {
        BudgetRules rules = rules(at(500, Action.THROTTLE), at(600, Action.BLOCK));
        assertThat(rules.judge(550, 1, 0, 4_999, END).admitted()).isFalse();
        assertThat(rules.judge(550, 1, 0, 5_000, END).admitted()).isTrue();
    }

    @Test
    void withoutRestNothingGoesOnBeforeTheWindowEnds() {
        BudgetRules rules = rules(at(1_000, Action.THROTTLE));
        assertThat(rules.judge(1_001, 1, 2_000, 3_000, END))
                .isEqualTo(new Verdict(Verdict.Kind.THROTTLED, 7_000, false));
    }

    @Test
    void aClockThatIsBehindDoesNoHarm() {
        BudgetRules rules = rules(at(500, Action.THROTTLE), at(1_000, Action.BLOCK));
        Verdict verdict = rules.judge(600, 1, 9_000, 8_000, END);
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.THROTTLED);
        assertThat(verdict.waitMillis()).isBetween(1L, 2_000L);
    }

    /** Whoever waits as long as he is told gets through, and no sooner: whatever the amounts, up to nine million USD. */
    @Test
    void theWaitIsTheShortestThatHelps() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long from = 1 + (long) (random.nextDouble() * 9e15);
            long to = from + (long) (random.nextDouble() * (9e15 - from));
            long since = 1_700_000_000_000L;
            long until = since + 1 + (long) (random.nextDouble() * 2_700_000_000L);
            Pacing pacing = new Pacing(from, to, since, until);
            long used = from + (long) (random.nextDouble() * 1.2 * (to - from));
            long now = since + (long) (random.nextDouble() * (until - since));
            long wait = pacing.wait(used, now);
            assertThat(pacing.allowance(now)).isBetween(from, to);
            assertThat(pacing.allowance(until)).isEqualTo(to);
            assertThat(wait == 0).isEqualTo(used <= pacing.allowance(now));
            assertThat(now + wait).isLessThanOrEqualTo(until);
            if (wait > 0 && used < to) {
                assertThat(used).isLessThanOrEqualTo(pacing.allowance(now + wait));
            }
            if (wait > 2) {
                assertThat(used).as("two milliseconds less").isGreaterThan(pacing.allowance(now + wait - 2));
            }
        }
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

    @Test
    void aRequestOfItsOwnIsJudgedByItself() {
        BudgetRules rules = rules(at(1_000, Action.BLOCK));
        assertThat(rules.judgeAlone(1_000)).isEqualTo(Verdict.ADMITTED);
        assertThat(rules.judgeAlone(1_001)).isEqualTo(Verdict.EXHAUSTED);
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
