package dev.cortexllm.operator.policy;

import dev.cortexllm.compile.Check;
import dev.cortexllm.compile.Verdict;
import java.util.List;

/** Sums up what several gateways say of one policy: the worst word of each kind. */
final class PolicyVerdicts {
    private PolicyVerdicts() {}

    /** The sum of at least one verdict. */
    static Verdict sum(List<Verdict> verdicts) {
        return new Verdict(
                worst(verdicts.stream().map(Verdict::accepted).toList()),
                worst(verdicts.stream().map(Verdict::resolvedRefs).toList()),
                verdicts.stream().allMatch(Verdict::served));
    }

    private static Check worst(List<Check> checks) {
        return checks.stream().filter(check -> !check.ok()).findFirst().orElse(checks.get(0));
    }
}
