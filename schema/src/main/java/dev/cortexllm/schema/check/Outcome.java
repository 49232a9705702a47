package dev.cortexllm.schema.check;

import dev.cortexllm.schema.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one check found. The match count ranks the failed branches of an {@code anyOf} or {@code oneOf}: the branch with most
 * checks passed is the one whose violations are shown ({@code validate.Result} of {@code k8s.io/kube-openapi}).
 */
final class Outcome {
    private final Set<Violation> violations = new LinkedHashSet<>();
    private int matches;

    boolean isValid() {
        return violations.isEmpty();
    }

    int matches() {
        return matches;
    }

    List<Violation> violations() {
        return new ArrayList<>(violations);
    }

    void add(Violation violation) {
        violations.add(violation);
    }

    void matched() {
        matches++;
    }

    void merge(Outcome other) {
        violations.addAll(other.violations);
        matches += other.matches;
    }

    /** Forgets the violations: an update is not refused for what was stored before it. */
    void forgive() {
        violations.clear();
    }
}
