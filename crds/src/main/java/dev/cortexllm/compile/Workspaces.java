package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.WorkspaceSpec;
import dev.cortexllm.config.Clients;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Compiles the workspaces of a gateway. */
final class Workspaces {
    private Workspaces() {}

    /**
     * Compiles them.
     *
     * @param resource the gateway
     * @param budgets compiles their budgets
     * @param serves whether the gateway serves the policy of an id
     * @param findings told what makes no sense and what is missing
     * @return the workspaces, sorted by name
     */
    static List<Clients.Workspace> compile(
            Resource<LLMGatewaySpec> resource, Budgets budgets, Predicate<String> serves, Findings findings) {
        List<WorkspaceSpec> given = PolicyChecks.orEmpty(resource.spec().workspaces());
        Map<String, Clients.Workspace> byName = new TreeMap<>();
        for (int i = 0; i < given.size(); i++) {
            String path = "spec.workspaces[" + i + "]";
            WorkspaceSpec spec = given.get(i);
            if (spec == null || spec.name() == null || spec.name().isBlank()) {
                findings.invalid(path + ".name", "the workspace's name is missing");
            } else if (byName.containsKey(spec.name())) {
                findings.invalid(path + ".name", "another workspace is called '" + spec.name() + "'");
            } else {
                byName.put(
                        spec.name(),
                        new Clients.Workspace(
                                spec.name(),
                                policies(
                                        spec.policies(),
                                        resource.id().namespace(),
                                        path + ".policies",
                                        serves,
                                        findings),
                                models(spec.models(), path + ".models", findings),
                                RateLimits.of(
                                        "workspace/" + spec.name(),
                                        resource,
                                        spec.rateLimits(),
                                        path + ".rateLimits",
                                        findings),
                                budgets.of(
                                        "workspace/" + spec.name(),
                                        resource,
                                        spec.budgets(),
                                        path + ".budgets",
                                        findings)));
            }
        }
        return List.copyOf(byName.values());
    }

    /** One that does not exist yet stays listed: it may be used as soon as it does. */
    private static List<String> policies(
            List<String> given, String namespace, String path, Predicate<String> serves, Findings findings) {
        if (!sensible(given, path, findings)) {
            return null;
        }
        TreeSet<String> ids = new TreeSet<>();
        for (String policy : given) {
            String id = policy.indexOf('/') < 0 ? namespace + "/" + policy : policy;
            if (!serves.test(id)) {
                findings.unresolved(
                        path, "PolicyNotFound", "there is no RoutingPolicy " + id + " that this gateway serves");
            }
            ids.add(id);
        }
        return List.copyOf(ids);
    }

    private static List<String> models(List<String> given, String path, Findings findings) {
        return sensible(given, path, findings) ? List.copyOf(new TreeSet<>(given)) : null;
    }

    /** An empty list could mean all or nothing, so it must not be there. */
    private static boolean sensible(List<String> given, String path, Findings findings) {
        if (given == null) {
            return false;
        }
        if (given.isEmpty()) {
            findings.invalid(path, "is empty; leave it out to allow all");
            return false;
        }
        if (given.stream().anyMatch(name -> name == null || name.isBlank())) {
            findings.invalid(path, "holds an empty name");
            return false;
        }
        return true;
    }
}
