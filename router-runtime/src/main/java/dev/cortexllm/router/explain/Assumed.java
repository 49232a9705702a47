package dev.cortexllm.router.explain;

import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.LastKnown;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.route.Reason;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.RouteRule;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.route.TargetView;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import dev.cortexllm.router.target.UpstreamEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A state of the world that is assumed for a configuration instead of looked at.
 *
 * @param state the state
 * @param used what is spent of budgets, in nano-USD, by the keys of their configurations
 */
public record Assumed(WhatIf state, Map<String, Long> used) implements TargetView, LastKnown {

    /**
     * Assumes a state.
     *
     * @param state the state
     * @param serving whose targets and budgets it names
     * @param now Unix milliseconds, where the state does not say
     * @return the moment to ask about
     * @throws WhatIf.Unusable when it names what there is not
     */
    public static Present of(WhatIf state, Snapshot serving, long now) throws WhatIf.Unusable {
        TreeSet<String> targets = new TreeSet<>();
        for (Route route : serving.byModel().values()) {
            for (RouteTarget target : route.targets()) {
                targets.addAll(List.of(target.config().name(), target.upstream().name()));
            }
        }
        known(targets, state.targets(), "target");
        List<BudgetEntry> budgets = budgets(serving);
        TreeSet<String> names = new TreeSet<>();
        Map<String, Long> used = new HashMap<>();
        for (BudgetEntry budget : budgets) {
            WhatIf.Budget spent = state.budgets().get(budget.config().name());
            names.add(budget.config().name());
            if (spent != null) {
                used.put(budget.config().key(), spent.nanoUsd());
            }
        }
        known(names, state.budgets(), "budget");
        Assumed assumed = new Assumed(state, used);
        return new Present(assumed, assumed, state.millis(now), state.draw());
    }

    private static void known(TreeSet<String> names, Map<String, ?> asked, String what) throws WhatIf.Unusable {
        for (String name : asked.keySet()) {
            if (!names.contains(name)) {
                throw new WhatIf.Unusable("There is no " + what + " '" + name + "'; there is "
                        + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
            }
        }
    }

    private static List<BudgetEntry> budgets(Snapshot serving) {
        List<BudgetEntry> all = new ArrayList<>();
        for (Route route : serving.byModel().values()) {
            add(all, route.budgets());
            for (RouteRule rule : route.rules()) {
                add(all, rule.spillBudgets());
            }
        }
        for (UpstreamEntry upstream : serving.upstreams()) {
            add(all, upstream.budgets());
        }
        if (serving.clients() != null) {
            for (String workspace : serving.clients().workspaces()) {
                Identity member = serving.clients().member(workspace);
                add(all, member.grants().budgets());
            }
        }
        return all;
    }

    private static void add(List<BudgetEntry> all, BudgetEntry[] some) {
        all.addAll(Arrays.asList(some == null ? BudgetEntry.NONE : some));
    }

    /** What is kept apart by key, workspace or model has spent the same for each. */
    @Override
    public long used(String key, CalendarWindow window) {
        int apart = key.indexOf(LimitEntry.APART);
        return used.getOrDefault(apart < 0 ? key : key.substring(0, apart), 0L);
    }

    private WhatIf.Target of(RouteTarget target) {
        WhatIf.Target own = state.targets().get(target.config().name());
        WhatIf.Target given =
                own == null ? state.targets().get(target.upstream().name()) : own;
        return given == null ? WhatIf.Target.USUAL : given;
    }

    private static double number(Double given, double usual) {
        return given == null ? usual : given;
    }

    @Override
    public boolean ready(RouteTarget target) {
        return !Boolean.FALSE.equals(of(target).ready());
    }

    @Override
    public boolean cooling(RouteTarget target) {
        return Boolean.TRUE.equals(of(target).failedLately()) || broken(target);
    }

    @Override
    public boolean broken(RouteTarget target) {
        return Boolean.TRUE.equals(of(target).breakerOpen());
    }

    @Override
    public double waitSeconds(RouteTarget target) {
        return number(of(target).waitSeconds(), 0);
    }

    @Override
    public double firstTokenSeconds(RouteTarget target) {
        return number(of(target).firstTokenSeconds(), Double.NaN);
    }

    @Override
    public double tokensPerSecond(RouteTarget target) {
        return number(of(target).tokensPerSecond(), Double.NaN);
    }

    @Override
    public double errorRate(RouteTarget target) {
        return number(of(target).errorRate(), Double.NaN);
    }

    @Override
    public boolean returning(RouteTarget target) {
        return Boolean.TRUE.equals(of(target).returning());
    }

    @Override
    public Reason unfit(RouteTarget target) {
        return Boolean.TRUE.equals(of(target).overBudget()) ? Reason.OVER_BUDGET : null;
    }

    @Override
    public SpillState spill(Route route, RouteRule rule, RouteTarget target) {
        SpillState spill = new SpillState();
        spill.decided(Boolean.TRUE.equals(of(target).spilling()), 0);
        return spill;
    }
}
