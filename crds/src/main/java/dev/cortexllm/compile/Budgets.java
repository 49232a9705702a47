package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Budget;
import dev.cortexllm.api.v1alpha1.BudgetWindow;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.api.v1alpha1.SpillBudget;
import dev.cortexllm.api.v1alpha1.WhenStoreUnavailable;
import dev.cortexllm.api.v1alpha1.WhenUnbounded;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Unbounded;
import dev.cortexllm.config.Budget.Window;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compiles the budgets of one resource, or of a part of it. */
final class Budgets {
    /**
     * Annotation of a resource that gives its budgets an identity of its own. What was spent then outlives the resource: one
     * that is made anew, or under another name, with the same annotation goes on where it stopped.
     */
    static final String ID_ANNOTATION = "cortexllm.dev/budget-id";

    private static final long MOST_TOKENS = 10_000_000;

    private final BudgetThresholds thresholds;

    Budgets(UrlGuard guard) {
        this.thresholds = new BudgetThresholds(guard);
    }

    /**
     * Compiles them. What is spent belongs to the UID of the resource, so that a resource that is made anew begins at nothing,
     * unless annotation {@link #ID_ANNOTATION} gives an identity that stays; outside Kubernetes it belongs to the name.
     *
     * @param scope word for the kind of resource in keys and errors; for a part of a resource the kind of part and its name
     *     with a slash between, such as {@code workspace/support}
     * @param resource whose budgets they are
     * @param given as the spec has them, possibly null
     * @param path where they stand in the spec
     * @param findings told what makes no sense
     * @return the budgets, null when there are none
     */
    List<dev.cortexllm.config.Budget> of(
            String scope, Resource<?> resource, List<Budget> given, String path, Findings findings) {
        if (PolicyChecks.orEmpty(given).isEmpty()) {
            return null;
        }
        String prefix = scope + "/" + identity(resource, findings) + "/";
        List<dev.cortexllm.config.Budget> compiled = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String place = path + "[" + i + "]";
            Budget budget = given.get(i);
            if (budget == null || budget.name() == null || budget.name().isBlank()) {
                findings.invalid(place + ".name", "the budget's name is missing");
            } else if (!names.add(budget.name())) {
                findings.invalid(place + ".name", "another budget is called '" + budget.name() + "'");
            } else {
                one(budget, prefix, Owners.of(scope, resource), place, findings).ifPresent(compiled::add);
            }
        }
        return compiled.isEmpty() ? null : List.copyOf(compiled);
    }

    /**
     * Compiles what spilling may cost.
     *
     * @param scope {@code spillover}, of a rule with a slash and its name behind it
     * @param resource the policy
     * @param given as the spec has it, or null
     * @param path where it stands in the spec
     * @param findings told what makes no sense
     * @return null when there is no such budget
     */
    List<dev.cortexllm.config.Budget> spill(
            String scope, Resource<?> resource, SpillBudget given, String path, Findings findings) {
        if (given == null) {
            return null;
        }
        Budget budget = new Budget(
                "budget", given.window(), given.timeZone(), given.limitUsd(), null, null, null, null, null, null);
        String prefix = scope + "/" + identity(resource, findings) + "/";
        return one(budget, prefix, Owners.of(scope, resource), path, findings)
                .map(List::of)
                .orElse(null);
    }

    private Optional<dev.cortexllm.config.Budget> one(
            Budget budget, String prefix, String owner, String path, Findings findings) {
        if (budget.window() == null) {
            findings.invalid(path + ".window", "must be Request, Hour, Day or Month");
        }
        String zone = Objects.requireNonNullElse(budget.timeZone(), Defaults.TIME_ZONE);
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(zone)) {
            findings.invalid(path + ".timeZone", "'" + zone + "' is no time zone; give one such as Europe/Berlin");
        }
        long capTokens = Objects.requireNonNullElse(budget.maxTokensWhenUnbounded(), Long.valueOf(Defaults.CAP_TOKENS));
        if (capTokens < 1 || capTokens > MOST_TOKENS) {
            findings.invalid(path + ".maxTokensWhenUnbounded", "must be from 1 to " + MOST_TOKENS);
        }
        long limit = NanoUsd.read(budget.limitUsd(), path + ".limitUsd", findings);
        if (limit == 0 || budget.window() == null) {
            return Optional.empty();
        }
        List<Threshold> at = thresholds.of(budget, limit, path + ".thresholds", findings);
        return Optional.of(new dev.cortexllm.config.Budget(
                prefix + budget.name(),
                budget.name(),
                owner,
                window(budget.window()),
                zone,
                limit,
                budget.whenStoreUnavailable() == WhenStoreUnavailable.CLOSED,
                budget.whenUnbounded() == WhenUnbounded.REJECT ? Unbounded.REJECT : Unbounded.CAP,
                capTokens,
                Boolean.TRUE.equals(budget.shadow()),
                at,
                per(budget.per(), path, findings)));
    }

    private static Window window(BudgetWindow window) {
        return Window.valueOf(window.name());
    }

    private static List<LimitScope> per(List<LimitScope> given, String path, Findings findings) {
        Set<LimitScope> scopes = new TreeSet<>();
        for (LimitScope scope : PolicyChecks.orEmpty(given)) {
            if (scope == null || !scopes.add(scope)) {
                findings.invalid(path + ".per", scope == null ? "holds nothing" : "has the same twice");
            }
        }
        return scopes.isEmpty() ? null : List.copyOf(scopes);
    }

    /** What the resource's money is known by. No two spellings meet: no UID and no name of a resource has an at sign. */
    private static String identity(Resource<?> resource, Findings findings) {
        Map<String, String> annotations = Objects.requireNonNullElse(resource.annotations(), Map.of());
        String given = annotations.get(ID_ANNOTATION);
        if (given != null) {
            if (!given.toLowerCase(Locale.ROOT).matches("[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?")) {
                findings.invalid(
                        "metadata.annotations['" + ID_ANNOTATION + "']",
                        "must be up to 63 letters, digits, dots and dashes, with a letter or digit at both ends");
            }
            return resource.id().namespace() + "@" + given;
        }
        String uid = Objects.requireNonNullElse(resource.uid(), "");
        return uid.isEmpty() ? resource.id().path() : uid;
    }
}
