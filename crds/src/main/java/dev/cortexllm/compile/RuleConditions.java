package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.HeaderMatch;
import dev.cortexllm.api.v1alpha1.RuleMatch;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy.Header;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads a rule's {@code match}. */
final class RuleConditions {
    private RuleConditions() {}

    static void check(RuleMatch match, List<String> policyModels, String path, Findings findings) {
        if (match == null) {
            return;
        }
        for (String model : PolicyChecks.orEmpty(match.models())) {
            if (model == null) {
                findings.invalid(path + ".models", "a model's name is empty");
            } else if (!policyModels.contains(model)) {
                findings.warn(path + ".models", "NeverMatches", "the policy does not serve model '" + model + "'");
            }
        }
        if (PolicyChecks.orEmpty(match.task()).stream().anyMatch(Objects::isNull)) {
            findings.invalid(path + ".task", "a task is empty");
        }
        List<HeaderMatch> headers = PolicyChecks.orEmpty(match.headers());
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i) == null
                    || headers.get(i).name() == null
                    || headers.get(i).name().isBlank()) {
                findings.invalid(path + ".headers[" + i + "].name", "the header's name is missing");
            }
        }
    }

    /** Whether every request matches. */
    static boolean always(RuleMatch match) {
        return match == null
                || PolicyChecks.orEmpty(match.models()).isEmpty()
                        && PolicyChecks.orEmpty(match.task()).isEmpty()
                        && PolicyChecks.orEmpty(match.headers()).isEmpty();
    }

    static List<String> models(RuleMatch match) {
        return match == null ? List.of() : List.copyOf(PolicyChecks.orEmpty(match.models()));
    }

    static List<Task> tasks(RuleMatch match) {
        return match == null ? List.of() : List.copyOf(PolicyChecks.orEmpty(match.task()));
    }

    static List<Header> headers(RuleMatch match) {
        return match == null
                ? List.of()
                : PolicyChecks.orEmpty(match.headers()).stream()
                        .map(h -> new Header(h.name().toLowerCase(Locale.ROOT), h.value()))
                        .toList();
    }
}
