package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.HeaderMatch;
import dev.cortexllm.api.v1alpha1.RuleMatch;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.api.v1alpha1.TokenRange;
import dev.cortexllm.config.ModelGlobs;
import dev.cortexllm.config.Policy.Header;
import dev.cortexllm.config.Policy.Traits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

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
            } else if (!out(model) && !serves(policyModels, model)) {
                String what = glob(model) ? "any model like '" : "model '";
                findings.warn(path + ".models", "NeverMatches", "the policy does not serve " + what + model + "'");
            }
        }
        List<String> models = PolicyChecks.orEmpty(match.models());
        if (!models.isEmpty() && models.stream().allMatch(model -> model != null && out(model))) {
            findings.warn(path + ".models", "NeverMatches", "every name takes models out and none brings any in");
        }
        nulls(match.task(), path + ".task", "a task is empty", findings);
        nulls(match.complexity(), path + ".complexity", "a complexity is empty", findings);
        nulls(match.latency(), path + ".latency", "a latency class is empty", findings);
        nulls(match.capabilities(), path + ".capabilities", "a capability is empty", findings);
        nulls(match.workspaces(), path + ".workspaces", "a workspace is empty", findings);
        range(match.promptTokens(), path + ".promptTokens", findings);
        List<HeaderMatch> headers = PolicyChecks.orEmpty(match.headers());
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i) == null
                    || headers.get(i).name() == null
                    || headers.get(i).name().isBlank()) {
                findings.invalid(path + ".headers[" + i + "].name", "the header's name is missing");
            }
        }
    }

    private static void nulls(List<?> list, String path, String message, Findings findings) {
        if (PolicyChecks.orEmpty(list).stream().anyMatch(Objects::isNull)) {
            findings.invalid(path, message);
        }
    }

    private static void range(TokenRange range, String path, Findings findings) {
        if (range == null) {
            return;
        }
        if (range.min() == null && range.max() == null) {
            findings.invalid(path, "give min or max or both");
        } else if (negative(range.min()) || negative(range.max())) {
            findings.invalid(path, "tokens must not be negative");
        } else if (range.min() != null && range.max() != null && range.min() > range.max()) {
            findings.invalid(path, "min must not be above max");
        }
    }

    private static boolean negative(Long tokens) {
        return tokens != null && tokens < 0;
    }

    /**
     * The names that a rule is for. Globs stand for those of the policy's names that they match; one that matches none stays
     * as it is, and never matches, as an empty list would match all.
     */
    static List<String> models(RuleMatch match, List<String> policyModels) {
        List<String> given = match == null ? List.of() : PolicyChecks.orEmpty(match.models());
        if (given.stream().noneMatch(model -> glob(model) || out(model))) {
            return List.copyOf(given);
        }
        Set<String> found = new LinkedHashSet<>();
        for (String model : given) {
            if (out(model)) {
                found.removeIf(one -> ModelGlobs.match(List.of(model.substring(1)), one));
            } else if (glob(model)) {
                policyModels.stream()
                        .sorted()
                        .filter(one -> ModelGlobs.match(List.of(model), one))
                        .forEach(found::add);
            } else {
                found.add(model);
            }
        }
        return found.isEmpty() ? List.copyOf(given) : List.copyOf(found);
    }

    private static boolean serves(List<String> policyModels, String model) {
        return glob(model)
                ? policyModels.stream().anyMatch(one -> one != null && ModelGlobs.match(List.of(model), one))
                : policyModels.contains(model);
    }

    private static boolean glob(String model) {
        return model.indexOf('*') >= 0;
    }

    private static boolean out(String model) {
        return model.startsWith("!");
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

    /** What else is asked for; null when nothing is. */
    static Traits traits(RuleMatch match) {
        if (match == null) {
            return null;
        }
        TokenRange range = match.promptTokens();
        Traits traits = new Traits(
                given(match.complexity()),
                given(match.latency()),
                given(match.capabilities()),
                range == null ? null : range.min(),
                range == null ? null : range.max(),
                given(match.workspaces()));
        return traits.equals(Traits.NONE) ? null : traits;
    }

    private static <T extends Comparable<T>> List<T> given(List<T> list) {
        List<T> sorted = new ArrayList<>(new LinkedHashSet<>(PolicyChecks.orEmpty(list)));
        sorted.sort(null);
        return sorted.isEmpty() ? null : List.copyOf(sorted);
    }
}
