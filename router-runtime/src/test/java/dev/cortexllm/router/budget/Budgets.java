package dev.cortexllm.router.budget;

import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Unbounded;
import dev.cortexllm.config.Budget.Window;
import java.util.List;

/** Budgets for tests; amounts in nano-USD. */
public final class Budgets {
    private Budgets() {}

    public static Budget of(String name, Window window, long limit, Threshold... thresholds) {
        return new Budget(
                "b/" + name,
                name,
                "policy chat",
                window,
                "UTC",
                limit,
                false,
                Unbounded.CAP,
                4096,
                false,
                List.of(thresholds),
                null);
    }

    public static Budget blocking(String name, long limit) {
        return of(name, Window.DAY, limit, new Threshold(limit, Action.BLOCK, null));
    }

    public static Budget observing(String name, long limit) {
        return of(name, Window.DAY, limit, new Threshold(limit, Action.NOTIFY, null));
    }

    public static Budget shadow(Budget of) {
        return copy(of, of.closed(), of.unbounded(), true);
    }

    public static Budget closed(Budget of) {
        return copy(of, true, of.unbounded(), of.shadow());
    }

    public static Budget apart(Budget of, LimitScope... per) {
        return new Budget(
                of.key(),
                of.name(),
                of.owner(),
                of.window(),
                of.timeZone(),
                of.limitNanoUsd(),
                of.closed(),
                of.unbounded(),
                of.capTokens(),
                of.shadow(),
                of.thresholds(),
                List.of(per));
    }

    public static Budget rejecting(Budget of) {
        return copy(of, of.closed(), Unbounded.REJECT, of.shadow());
    }

    private static Budget copy(Budget of, boolean closed, Unbounded unbounded, boolean shadow) {
        return new Budget(
                of.key(),
                of.name(),
                of.owner(),
                of.window(),
                of.timeZone(),
                of.limitNanoUsd(),
                closed,
                unbounded,
                of.capTokens(),
                shadow,
                of.thresholds(),
                of.per());
    }
}
