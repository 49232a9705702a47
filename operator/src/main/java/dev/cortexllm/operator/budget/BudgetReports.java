package dev.cortexllm.operator.budget;

import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.link.RouterId;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where what routers say of budgets goes.
 *
 * @param book what is spent
 * @param display what of that is shown
 * @param events thresholds crossed
 */
public record BudgetReports(BudgetBook book, BudgetDisplay display, BudgetEvents events) {

    /**
     * Takes a report; does not block.
     *
     * @param router who reports
     * @param report what it says
     * @param config what its gateway serves
     */
    public void report(RouterId router, RouterReport report, RouterConfig config) {
        if (report.budgets() != null && !report.budgets().isEmpty()) {
            Set<String> keys = config.allBudgets().stream().map(Budget::key).collect(Collectors.toSet());
            book.report(router, report, keys::contains);
        }
        events.report(router, report, config);
    }

    /** The resources whose status is to show something else. */
    public Set<ResourceId> due() {
        return display.due();
    }
}
