package dev.cortexllm.operator.budget;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What routers say is spent of budgets. Those that count in one Redis each tell of all, so that the newest word counts; those
 * that count for themselves are added up, also the ones that are gone: what they have spent is spent. What is older than the
 * newest window is forgotten.
 */
public final class BudgetBook {
    /** Routers make the ends of windows; a clock that is wrong must not keep theirs here for ever. */
    private static final long KEPT_MILLIS = 3_600_000;

    private record Budget(GatewayId gateway, String key) {}

    private record Process(String pod, String incarnation) {}

    private final Clock clock;
    private final Map<Budget, Map<Process, BudgetSpend>> said = new HashMap<>();

    /**
     * @param clock for what is over
     */
    public BudgetBook(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes a report.
     *
     * @param router who reports
     * @param report what it says
     * @param known whether the router's gateway has a budget of a key; of others it has nothing to say
     */
    public synchronized void report(RouterId router, RouterReport report, Predicate<String> known) {
        if (report.budgets() == null) {
            return;
        }
        Process process = new Process(router.pod(), report.incarnation());
        for (BudgetSpend spend : report.budgets()) {
            if (sound(spend) && known.test(spend.key())) {
                said.computeIfAbsent(new Budget(router.gateway(), spend.key()), budget -> new HashMap<>())
                        .put(process, spend);
            }
        }
        long now = clock.millis();
        said.values()
                .forEach(processes -> processes.values().removeIf(spend -> spend.endsAtMillis() + KEPT_MILLIS < now));
        said.values().removeIf(Map::isEmpty);
    }

    private static boolean sound(BudgetSpend spend) {
        return spend != null
                && spend.key() != null
                && spend.windowId() != null
                && spend.spentNanoUsd() >= 0
                && spend.reservedNanoUsd() >= 0;
    }

    /**
     * What is spent in the newest window that routers have told of.
     *
     * @param gateway whose routers
     * @param key the budget's key
     * @return empty when nothing is known, or the window is over
     */
    public synchronized Optional<BudgetSpend> of(GatewayId gateway, String key) {
        Map<Process, BudgetSpend> processes = said.getOrDefault(new Budget(gateway, key), Map.of());
        Optional<BudgetSpend> newest = processes.values().stream()
                .max(Comparator.comparingLong(BudgetSpend::endsAtMillis).thenComparingLong(BudgetSpend::atMillis));
        if (newest.isEmpty() || newest.get().endsAtMillis() <= clock.millis()) {
            return Optional.empty();
        }
        List<BudgetSpend> same = processes.values().stream()
                .filter(spend -> spend.windowId().equals(newest.get().windowId()))
                .toList();
        return Optional.of(newest.get().shared() ? newest.get() : largest(same));
    }

    /** Of each share the sum over all routers; of these the largest. */
    private static BudgetSpend largest(List<BudgetSpend> all) {
        Map<String, BudgetSpend> shares = new HashMap<>();
        all.forEach(spend -> shares.merge(spend.share() == null ? "" : spend.share(), spend, BudgetBook::sum));
        return shares.values().stream()
                .max(Comparator.comparingLong(BudgetSpend::spentNanoUsd))
                .orElseThrow();
    }

    private static BudgetSpend sum(BudgetSpend one, BudgetSpend other) {
        boolean stricter =
                one.state() == null || other.state() != null && other.state().compareTo(one.state()) > 0;
        return new BudgetSpend(
                one.key(),
                one.share(),
                one.windowId(),
                one.endsAtMillis(),
                one.spentNanoUsd() + other.spentNanoUsd(),
                one.reservedNanoUsd() + other.reservedNanoUsd(),
                stricter ? other.state() : one.state(),
                false,
                Math.max(one.atMillis(), other.atMillis()));
    }
}
