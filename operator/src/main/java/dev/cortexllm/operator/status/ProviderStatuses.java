package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.BudgetStatus;
import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.LLMProviderStatus;
import dev.cortexllm.compile.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The status of a provider. */
public final class ProviderStatuses {
    private ProviderStatuses() {}

    /**
     * Says what is true of a provider.
     *
     * @param verdict what the compiler says of its spec
     * @param baseUrl the URL in use; null when there is none
     * @param probe the last connection check of this spec and these credentials; empty before the first
     * @param budgets what is spent of its budgets; null when it has none
     * @param previous the status it has now; null when none
     * @param generation generation of the spec that the facts speak of
     * @param clock for the time of a flip
     * @return its status
     */
    public static LLMProviderStatus of(
            Verdict verdict,
            String baseUrl,
            Optional<Probe> probe,
            List<BudgetStatus> budgets,
            LLMProviderStatus previous,
            long generation,
            Clock clock) {
        List<Condition> before = previous == null ? null : previous.conditions();
        List<Finding> findings = List.of(
                Finding.of(Finding.ACCEPTED, verdict.accepted()),
                Finding.of(Finding.RESOLVED_REFS, verdict.resolvedRefs()),
                reachable(verdict, probe, previous, generation));
        return new LLMProviderStatus(
                generation,
                Conditions.of(before, generation, Conditions.summary(findings), findings, clock),
                baseUrl,
                models(probe, previous, generation),
                budgets);
    }

    private static Finding reachable(
            Verdict verdict, Optional<Probe> probe, LLMProviderStatus previous, long generation) {
        if (!verdict.accepted().ok()) {
            return Finding.unknown(Finding.REACHABLE, "NotChecked", "not checked while the spec is not accepted");
        }
        if (!verdict.resolvedRefs().ok()) {
            return Finding.of(
                    Finding.REACHABLE,
                    false,
                    "CredentialsMissing",
                    verdict.resolvedRefs().message());
        }
        return probe.map(p -> Finding.of(Finding.REACHABLE, p.reachable(), p.reason(), p.message()))
                .or(() -> lastKnown(previous, generation))
                .orElseGet(() -> Finding.unknown(
                        Finding.REACHABLE, Reasons.CHECKING, "the first connection check is under way"));
    }

    /** After a restart the result of the last process holds until this one has checked. */
    private static Optional<Finding> lastKnown(LLMProviderStatus previous, long generation) {
        return Optional.ofNullable(previous)
                .filter(status -> status.observedGeneration() != null && status.observedGeneration() == generation)
                .flatMap(status -> Conditions.previously(status.conditions(), Finding.REACHABLE));
    }

    private static Integer models(Optional<Probe> probe, LLMProviderStatus previous, long generation) {
        return probe.map(Probe::models)
                .orElseGet(() ->
                        probe.isEmpty() && lastKnown(previous, generation).isPresent() ? previous.models() : null);
    }
}
