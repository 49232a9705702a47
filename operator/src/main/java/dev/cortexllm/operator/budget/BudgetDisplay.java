package dev.cortexllm.operator.budget;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.api.v1alpha1.BudgetState;
import dev.cortexllm.api.v1alpha1.BudgetStatus;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Budget;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a resource's status shows of its budgets: numbers that change with each request, renewed every ten seconds at the most,
 * so that traffic does not become writes to the API server. Gateways count apart: of a budget that several serve, the one is
 * shown of which most is spent.
 */
public final class BudgetDisplay {
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(10);

    private record Stamped(List<BudgetStatus> shown, Instant at) {}

    private final GatewayBoard board;
    private final BudgetBook book;
    private final Clock clock;
    private final Map<ResourceId, Stamped> current = new ConcurrentHashMap<>();
    private final Map<GatewayId, OwnBudgets> served = new ConcurrentHashMap<>();

    /**
     * @param board what gateways serve
     * @param book what their routers say is spent
     * @param clock for the ten seconds
     */
    public BudgetDisplay(GatewayBoard board, BudgetBook book, Clock clock) {
        this.board = board;
        this.book = book;
        this.clock = clock;
    }

    /**
     * What a resource's status is to show now.
     *
     * @param resource a gateway, provider or policy
     * @param before what it shows; null when nothing
     * @return by name; null when it has no budgets
     */
    public List<BudgetStatus> of(ResourceId resource, List<BudgetStatus> before) {
        Instant now = clock.instant();
        List<BudgetStatus> present = present(resource, before);
        if (present.isEmpty()) {
            current.remove(resource);
            return null;
        }
        Stamped last = current.get(resource);
        boolean sameBudgets = last != null && names(last.shown()).equals(names(present));
        if (sameBudgets && now.isBefore(last.at().plus(RENEWED_EVERY))) {
            return last.shown();
        }
        current.put(resource, new Stamped(present, now));
        return present;
    }

    /** The resources whose display is out of date and old enough to be renewed, and those that have none yet. */
    public Set<ResourceId> due() {
        Instant now = clock.instant();
        Instant oldest = now.minus(RENEWED_EVERY);
        Set<ResourceId> due = current.entrySet().stream()
                .filter(entry -> !entry.getValue().at().isAfter(oldest))
                .filter(entry -> !present(entry.getKey(), entry.getValue().shown())
                        .equals(entry.getValue().shown()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        // Whoever has lost its budgets, or is gone altogether, is woken once.
        due.stream().filter(id -> present(id, null).isEmpty()).forEach(current::remove);
        served.keySet().retainAll(board.gateways());
        board.gateways().stream()
                .flatMap(gateway -> budgets(gateway).stream())
                .flatMap(budgets -> budgets.owners().stream())
                .filter(id -> current.putIfAbsent(id, new Stamped(List.of(), now)) == null)
                .forEach(due::add);
        return due;
    }

    private Optional<OwnBudgets> budgets(GatewayId gateway) {
        return board.find(gateway)
                .map(published -> published.bundle().config())
                .map(config -> served.compute(
                        gateway, (id, known) -> known != null && known.isOf(config) ? known : OwnBudgets.in(config)));
    }

    private static List<String> names(List<BudgetStatus> budgets) {
        return budgets.stream().map(BudgetStatus::name).toList();
    }

    /** Until routers have said something, what was shown goes on to be shown: a new operator knows nothing at first. */
    private List<BudgetStatus> present(ResourceId resource, List<BudgetStatus> before) {
        Map<String, Said> largest = new TreeMap<>();
        for (GatewayId gateway :
                board.gateways().stream().sorted(GatewayId.ORDER).toList()) {
            budgets(gateway).ifPresent(budgets -> budgets.of(resource)
                    .forEach((name, budget) ->
                            largest.merge(name, new Said(budget, book.of(gateway, budget.key())), Said::larger)));
        }
        return largest.entrySet().stream()
                .map(entry -> entry.getValue()
                        .spend()
                        .map(spend -> status(entry.getKey(), entry.getValue().budget(), spend))
                        .orElseGet(
                                () -> unheard(entry.getKey(), entry.getValue().budget(), before)))
                .toList();
    }

    private record Said(Budget budget, Optional<BudgetSpend> spend) {
        private static Said larger(Said one, Said other) {
            return spent(other) > spent(one) ? other : one;
        }

        private static long spent(Said said) {
            return said.spend().map(BudgetSpend::spentNanoUsd).orElse(-1L);
        }
    }

    private static BudgetStatus status(String name, Budget budget, BudgetSpend spend) {
        long remaining = budget.limitNanoUsd() - spend.spentNanoUsd() - spend.reservedNanoUsd();
        return new BudgetStatus(
                name,
                spend.windowId(),
                Decimals.usd(budget.limitNanoUsd()),
                Decimals.usd(spend.spentNanoUsd()),
                Decimals.usd(spend.reservedNanoUsd()),
                Decimals.usd(Math.max(0, remaining)),
                state(spend.state()),
                spend.share() == null || spend.share().isEmpty() ? null : spend.share());
    }

    private static BudgetState state(Budget.Action action) {
        if (action == null) {
            return BudgetState.FREE;
        }
        return switch (action) {
            case NOTIFY -> BudgetState.NOTIFIED;
            case THROTTLE -> BudgetState.THROTTLED;
            case FALLBACK -> BudgetState.FALLBACK;
            case BLOCK -> BudgetState.BLOCKED;
        };
    }

    private static BudgetStatus unheard(String name, Budget budget, List<BudgetStatus> before) {
        return Optional.ofNullable(before).stream()
                .flatMap(List::stream)
                .filter(status -> name.equals(status.name()))
                .findFirst()
                .orElseGet(() -> new BudgetStatus(
                        name, null, Decimals.usd(budget.limitNanoUsd()), null, null, null, null, null));
    }
}
