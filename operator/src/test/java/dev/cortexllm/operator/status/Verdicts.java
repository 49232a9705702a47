package dev.cortexllm.operator.status;

import dev.cortexllm.compile.Check;
import dev.cortexllm.compile.Verdict;

/** Verdicts for tests. */
final class Verdicts {
    static final Check YES = new Check(true, "Accepted", "The spec is valid");
    static final Verdict GOOD = new Verdict(YES, new Check(true, "ResolvedRefs", "Everything exists"), true);
    static final Verdict INVALID = new Verdict(
            new Check(false, "Invalid", "spec.models: empty"),
            new Check(true, "ResolvedRefs", "Everything exists"),
            true);

    private Verdicts() {}

    static Verdict unresolved(String reason, String message) {
        return new Verdict(YES, new Check(false, reason, message), false);
    }
}
