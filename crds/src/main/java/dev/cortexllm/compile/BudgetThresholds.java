package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Budget;
import dev.cortexllm.api.v1alpha1.BudgetAction;
import dev.cortexllm.api.v1alpha1.BudgetThreshold;
import dev.cortexllm.api.v1alpha1.BudgetWindow;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Compiles the thresholds of one budget. */
final class BudgetThresholds {
    private static final int ALL = 100;
    private static final Comparator<Threshold> ASCENDING =
            Comparator.comparingLong(Threshold::atNanoUsd).thenComparing(Threshold::action);

    private final UrlGuard guard;

    BudgetThresholds(UrlGuard guard) {
        this.guard = guard;
    }

    /**
     * Compiles them.
     *
     * @param budget whose they are
     * @param limit the budget's amount in nano-USD
     * @param path where they stand
     * @param findings told what makes no sense
     * @return ascending, never empty
     */
    List<Threshold> of(Budget budget, long limit, String path, Findings findings) {
        List<BudgetThreshold> given = PolicyChecks.orEmpty(budget.thresholds());
        List<Threshold> compiled = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String place = path + "[" + i + "]";
            Threshold threshold = one(given.get(i), budget.window(), limit, place, findings);
            if (threshold == null) {
                continue;
            }
            if (compiled.stream().anyMatch(other -> same(other, threshold))) {
                findings.invalid(place, "another threshold does the same at the same spend");
            } else {
                compiled.add(threshold);
            }
        }
        if (compiled.isEmpty()) {
            compiled.add(new Threshold(limit, Action.BLOCK, null));
        }
        compiled.sort(ASCENDING);
        return List.copyOf(compiled);
    }

    private Threshold one(BudgetThreshold given, BudgetWindow window, long limit, String path, Findings findings) {
        if (given == null || given.action() == null) {
            findings.invalid(path + ".action", "must be Notify, Throttle, Fallback or Block");
            return null;
        }
        if (window == BudgetWindow.REQUEST
                && (given.action() == BudgetAction.THROTTLE || given.action() == BudgetAction.FALLBACK)) {
            findings.invalid(path + ".action", "a budget of one request can only Notify and Block");
            return null;
        }
        long at = at(given, limit, path, findings);
        if (given.webhookUrl() != null) {
            guard.refusal(given.webhookUrl()).ifPresent(why -> findings.invalid(path + ".webhookUrl", why));
        }
        return at == 0 ? null : new Threshold(at, Action.valueOf(given.action().name()), given.webhookUrl());
    }

    /** The spend; a finding and 0 when it is none. */
    private static long at(BudgetThreshold given, long limit, String path, Findings findings) {
        if ((given.percent() == null) == (given.usd() == null)) {
            findings.invalid(path, "give exactly one of percent and usd");
            return 0;
        }
        if (given.percent() != null) {
            if (given.percent() < 1 || given.percent() > ALL) {
                findings.invalid(path + ".percent", "must be from 1 to 100");
                return 0;
            }
            return share(limit, given.percent());
        }
        long at = NanoUsd.read(given.usd(), path + ".usd", findings);
        if (at > limit) {
            findings.invalid(path + ".usd", "must not be more than limitUsd");
            return 0;
        }
        return at;
    }

    /** A share of an amount up to 9e15, at least 1. */
    private static long share(long limit, int percent) {
        return Math.max(1, limit / ALL * percent + limit % ALL * percent / ALL);
    }

    private static boolean same(Threshold one, Threshold other) {
        return one.atNanoUsd() == other.atNanoUsd() && Objects.equals(one.action(), other.action());
    }
}
