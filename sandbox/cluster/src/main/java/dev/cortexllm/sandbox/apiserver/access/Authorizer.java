package dev.cortexllm.sandbox.apiserver.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RBAC: roles and bindings as they are stored at the moment of the question. What Kubernetes binds to everybody by itself
 * ({@code system:basic-user}: to ask about oneself) is allowed; {@code system:masters} may do anything.
 */
public final class Authorizer {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final Rule BASIC_USER = new Rule(
            List.of("create"),
            List.of("authorization.k8s.io", "authentication.k8s.io"),
            List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"),
            List.of());
    private static final Granted MASTERS = new Granted("ClusterRole cluster-admin", 0);
    private static final Granted BASIC = new Granted("ClusterRole system:basic-user", 0);

    private final Store store;

    /** @param store where roles and bindings are */
    public Authorizer(Store store) {
        this.store = store;
    }

    /** What a role allows its holder, rule by rule. */
    private record Held(String role, List<JsonNode> rules) {}

    /**
     * Decides.
     *
     * @param user who asks
     * @param asked for what
     * @return the first rule that allows it; empty: refused
     */
    public Optional<Granted> decide(User user, Asked asked) {
        if (user.mayDoAnything()) {
            return Optional.of(MASTERS);
        }
        if (BASIC_USER.allows(asked)) {
            return Optional.of(BASIC);
        }
        for (Held held : held(user, asked.namespace())) {
            for (int i = 0; i < held.rules().size(); i++) {
                if (Rule.read(held.rules().get(i)).allows(asked)) {
                    return Optional.of(new Granted(held.role(), i));
                }
            }
        }
        return Optional.empty();
    }

    /** All rules that hold for somebody in a namespace, for SelfSubjectRulesReview. */
    public List<JsonNode> rules(User user, String namespace) {
        if (user.mayDoAnything()) {
            ObjectNode all = Json.object();
            List.of("verbs", "apiGroups", "resources").forEach(field -> all.set(field, Json.strings(List.of("*"))));
            return List.of(all);
        }
        return held(user, namespace).stream().flatMap(h -> h.rules().stream()).toList();
    }

    private List<Held> held(User user, String namespace) {
        List<Held> out = new ArrayList<>();
        bindings("clusterrolebindings", "").filter(user).forEach(binding -> role(binding, "")
                .ifPresent(out::add));
        if (!namespace.isEmpty()) {
            bindings("rolebindings", namespace).filter(user).forEach(binding -> role(binding, namespace)
                    .ifPresent(out::add));
        }
        return out;
    }

    private record Bindings(List<ObjectNode> all, String namespace) {
        List<ObjectNode> filter(User user) {
            return all.stream()
                    .filter(binding ->
                            Json.elements(binding.path("subjects")).stream().anyMatch(subject -> means(subject, user)))
                    .toList();
        }

        private boolean means(JsonNode subject, User user) {
            String name = Json.text(subject, "name");
            return switch (Json.text(subject, "kind")) {
                case "User" -> name.equals(user.name());
                case "Group" -> user.groups().contains(name);
                case "ServiceAccount" -> {
                    String own = Json.text(subject, "namespace");
                    yield user.name().equals("system:serviceaccount:" + (own.isEmpty() ? namespace : own) + ":" + name);
                }
                default -> false;
            };
        }
    }

    private Bindings bindings(String plural, String namespace) {
        return new Bindings(store.list(plural + "." + GROUP, namespace).items(), namespace);
    }

    private Optional<Held> role(ObjectNode binding, String namespace) {
        String name = Json.text(binding, "roleRef", "name");
        boolean cluster = Json.text(binding, "roleRef", "kind").equals("ClusterRole");
        Key key = new Key((cluster ? "clusterroles." : "roles.") + GROUP, cluster ? "" : namespace, name);
        return store.get(key)
                .map(role -> new Held(
                        cluster ? "ClusterRole " + name : "Role " + Meta.namespace(role) + "/" + name,
                        Json.elements(role.path("rules"))));
    }
}
