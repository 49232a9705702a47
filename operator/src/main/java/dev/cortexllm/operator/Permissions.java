package dev.cortexllm.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the operator must be allowed to do. {@code docs/rbac.md} and the chart's roles say the same, and a test compares all three
 * with what is really used: a verb too many is as wrong as one too few.
 */
public final class Permissions {
    private static final String OURS = "cortexllm.dev";
    private static final String CORE = "";

    private static final List<Rule> RULES = List.of(
            watched(OURS, "llmgateways llmproviders modeldeployments routingpolicies", "list watch"),
            watched(
                    OURS,
                    "llmgateways/status llmproviders/status modeldeployments/status routingpolicies/status",
                    "patch"),
            watched(OURS, "modeldeployments", "patch"),
            watched(OURS, "modeldeployments/scale", "update"),
            watched(CORE, "secrets", "get list watch create patch delete"),
            watched(CORE, "services serviceaccounts", "get list watch create patch"),
            watched(CORE, "configmaps", "get list watch create patch"),
            watched(CORE, "pods", "get list watch patch"),
            watched(CORE, "persistentvolumeclaims", "get list watch create patch"),
            watched("apps", "deployments", "get list watch create patch delete"),
            watched("batch", "jobs", "get list watch create patch delete"),
            watched("leaderworkerset.x-k8s.io", "leaderworkersets", "get list watch create patch delete"),
            watched("keda.sh", "scaledobjects", "get list watch create patch delete"),
            watched("networking.k8s.io", "networkpolicies", "get list watch create patch"),
            watched("policy", "poddisruptionbudgets", "get list watch create patch delete"),
            watched(CORE, "events", "list"),
            watched("events.k8s.io", "events", "create"),
            new Rule(Scope.OWN, CORE, List.of("secrets"), List.of("get", "update"), "cortex-operator-link"),
            own(CORE, "secrets", "create"),
            own(CORE, "pods", "patch"),
            own("coordination.k8s.io", "leases", "get create update patch"),
            new Rule(Scope.CLUSTER, "authentication.k8s.io", List.of("tokenreviews"), List.of("create"), ""));

    private Permissions() {}

    /** Where something is allowed. */
    public enum Scope {
        /** In every namespace that is watched. */
        WATCHED,
        /** In the operator's own namespace. */
        OWN,
        /** In the whole cluster. */
        CLUSTER
    }

    /**
     * One thing to do.
     *
     * @param scope where
     * @param group API group, empty for the core group
     * @param resource plural, followed by a slash and the subresource where there is one
     * @param verb what to do
     * @param name the only object that it may be done to; empty: any
     */
    public record Permission(Scope scope, String group, String resource, String verb, String name) {}

    private record Rule(Scope scope, String group, List<String> resources, List<String> verbs, String name) {
        Stream<Permission> each() {
            return resources.stream().flatMap(resource -> verbs.stream()
                    .map(verb -> new Permission(scope, group, resource, verb, name)));
        }
    }

    /** Everything, in the order of {@code docs/rbac.md}. */
    public static List<Permission> all() {
        return RULES.stream().flatMap(Rule::each).toList();
    }

    private static Rule watched(String group, String resources, String verbs) {
        return new Rule(Scope.WATCHED, group, words(resources), words(verbs), "");
    }

    private static Rule own(String group, String resources, String verbs) {
        return new Rule(Scope.OWN, group, words(resources), words(verbs), "");
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }
}
