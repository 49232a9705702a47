package dev.cortexllm.compile;

import static dev.cortexllm.compile.PolicyChecks.orEmpty;

import dev.cortexllm.api.v1alpha1.PolicyRule;
import dev.cortexllm.config.Clients;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says which rules are for workspaces that the gateway has not: whoever misspells one is not protected by its rule. */
final class WorkspaceNames {
    private WorkspaceNames() {}

    /**
     * Checks the rules of a policy.
     *
     * @param rules its rules, or null
     * @param clients whom the gateway answers; null: everybody, and nobody has a workspace
     * @param findings told
     */
    static void check(List<PolicyRule> rules, Clients clients, Findings findings) {
        Set<String> known = orEmpty(clients == null ? null : clients.workspaces()).stream()
                .map(Clients.Workspace::name)
                .collect(Collectors.toCollection(TreeSet::new));
        for (int i = 0; i < orEmpty(rules).size(); i++) {
            PolicyRule rule = rules.get(i);
            if (rule == null || rule.match() == null) {
                continue;
            }
            for (String name : orEmpty(rule.match().workspaces())) {
                if (name != null && !known.contains(name)) {
                    findings.warn(
                            "spec.rules[" + i + "].match.workspaces",
                            "UnknownWorkspace",
                            "the gateway has no workspace '" + name + "'"
                                    + (known.isEmpty() ? "" : "; it has " + String.join(", ", known)));
                }
            }
        }
    }
}
