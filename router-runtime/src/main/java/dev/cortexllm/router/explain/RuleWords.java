package dev.cortexllm.router.explain;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.RouteRule;
import dev.cortexllm.router.route.RuleCondition;
import dev.cortexllm.router.route.RuleTraits;
import java.util.ArrayList;
import java.util.List;

/** Says why rules are not for a request: of each the first condition that does not hold. */
final class RuleWords {
    private static final int LISTED = 4;

    private RuleWords() {}

    /** Every rule up to the one that matches. */
    static List<Explanation.RuleCheck> of(Route route, RequestFacts facts) {
        List<Explanation.RuleCheck> checks = new ArrayList<>();
        for (RouteRule rule : route.rules()) {
            RuleCondition failing = rule.failing(facts);
            String why = failing == null ? null : why(rule, failing, facts);
            checks.add(new Explanation.RuleCheck(rule.name(), failing == null, why));
            if (failing == null) {
                break;
            }
        }
        return checks;
    }

    private static String why(RouteRule rule, RuleCondition failing, RequestFacts facts) {
        RuleTraits traits = rule.traits();
        return switch (failing) {
            case MODEL ->
                "wants model " + some(rule.models().stream().sorted().toList()) + ", asked for is " + facts.model();
            case TASK ->
                wants("task", rule.tasks().stream().sorted().map(Words::of).toList(), Words.of(facts.task()));
            case COMPLEXITY ->
                wants("complexity", Words.of(Complexity.values(), traits.complexities()), Words.of(facts.complexity()));
            case LATENCY ->
                wants("latency class", Words.of(LatencyClass.values(), traits.latencies()), Words.of(facts.latency()));
            case CAPABILITIES ->
                "is for requests that need "
                        + Words.all(Words.of(Capability.values(), traits.capabilities() & ~facts.capabilities()))
                        + ", and this one does not";
            case PROMPT_TOKENS ->
                "is for prompts of " + range(traits) + " tokens, and this one has about " + facts.promptTokens();
            case WORKSPACE ->
                "is for workspace "
                        + some(traits.workspaces().stream().sorted().toList())
                        + (facts.workspace() == null
                                ? ", and the sender has none"
                                : ", and the sender's is " + facts.workspace());
            case HEADERS -> header(rule.missing(facts.headers()), facts);
        };
    }

    private static String wants(String what, List<String> wanted, String is) {
        return "wants " + what + " " + Words.either(wanted) + ", this one is " + (is == null ? "of none" : is);
    }

    private static String some(List<String> names) {
        int more = names.size() - LISTED;
        return more > 1
                ? String.join(", ", names.subList(0, LISTED)) + " or one of " + more + " more"
                : Words.either(names);
    }

    private static String range(RuleTraits traits) {
        if (traits.mostTokens() == Long.MAX_VALUE) {
            return "at least " + traits.leastTokens();
        }
        return traits.leastTokens() == Long.MIN_VALUE
                ? "at most " + traits.mostTokens()
                : traits.leastTokens() + " to " + traits.mostTokens();
    }

    /** What the header holds instead is nobody's business but its sender's. */
    private static String header(Policy.Header wanted, RequestFacts facts) {
        if (facts.headers().get(wanted.name()) == null) {
            return "wants header " + wanted.name() + ", which is not there";
        }
        return "wants header " + wanted.name() + " to be " + wanted.value() + ", which it is not";
    }
}
