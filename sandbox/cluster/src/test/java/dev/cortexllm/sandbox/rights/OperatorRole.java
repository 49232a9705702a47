package dev.cortexllm.sandbox.rights;

import static org.awaitility.Awaitility.await;

import dev.cortexllm.operator.Permissions;
import dev.cortexllm.operator.Permissions.Permission;
import dev.cortexllm.sandbox.chart.Chart;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The chart's ServiceAccount with its roles and bindings, and nothing else of the chart. */
public final class OperatorRole {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Set<String> KINDS =
            Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

    private final KubernetesClient admin;
    private final String systemNamespace;

    /**
     * @param admin who may write roles
     * @param systemNamespace the release's namespace
     */
    public OperatorRole(KubernetesClient admin, String systemNamespace) {
        this.admin = admin;
        this.systemNamespace = systemNamespace;
    }

    /** Lets the operator look after a namespace; returns when the API server knows. */
    public void grantIn(String namespace) {
        rendered(namespace)
                .forEach(object -> admin.resource(object).forceConflicts().serverSideApply());
        Permissions.all().forEach(permission -> {
            String place = permission.scope() == Permissions.Scope.WATCHED ? namespace : systemNamespace;
            if (permission.name().isEmpty() && permission.verb().equals("create")) {
                await().atMost(SOON).until(() -> may(permission, place));
            }
        });
    }

    /** Lets the operator look after a namespace, but for one verb. */
    public void grantIn(String namespace, Permission without) {
        rendered(namespace).stream()
                .map(object -> without(object, without))
                .forEach(object -> admin.resource(object).forceConflicts().serverSideApply());
    }

    private static HasMetadata without(HasMetadata object, Permission without) {
        boolean watched = object.getMetadata().getName().endsWith("-watched");
        if (object instanceof Role role && watched == (without.scope() == Permissions.Scope.WATCHED)) {
            role.setRules(split(role.getRules(), without));
        } else if (object instanceof ClusterRole role && without.scope() == Permissions.Scope.CLUSTER) {
            role.setRules(split(role.getRules(), without));
        }
        return object;
    }

    /** The rules one resource at a time, so that one verb can go. */
    private static List<PolicyRule> split(List<PolicyRule> rules, Permission without) {
        return rules.stream()
                .flatMap(rule -> rule.getResources().stream().map(resource -> new PolicyRuleBuilder(rule)
                        .withResources(resource)
                        .withVerbs(rule.getVerbs().stream()
                                .filter(verb -> !(verb.equals(without.verb())
                                        && resource.equals(without.resource())
                                        && rule.getApiGroups().contains(without.group())))
                                .toList())
                        .build()))
                .filter(rule -> !rule.getVerbs().isEmpty())
                .toList();
    }

    /** Removes what no namespace takes along. */
    public void revoke() {
        rendered(systemNamespace).stream()
                .filter(object -> object.getKind().startsWith("Cluster"))
                .forEach(object -> admin.resource(object).delete());
        admin.namespaces().withName(systemNamespace).delete();
    }

    private List<HasMetadata> rendered(String namespace) {
        return Chart.objects(systemNamespace, "watchNamespaces: [" + namespace + "]").stream()
                .filter(object -> KINDS.contains(object.getKind()))
                .toList();
    }

    /** A real API server learns of a binding a moment after it is stored. */
    private boolean may(Permissions.Permission permission, String namespace) {
        return Boolean.TRUE.equals(admin.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:" + systemNamespace + ":cortex-operator")
                        .withNewResourceAttributes()
                        .withNamespace(permission.scope() == Permissions.Scope.CLUSTER ? null : namespace)
                        .withGroup(permission.group())
                        .withResource(permission.resource())
                        .withVerb(permission.verb())
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed());
    }
}
