package dev.cortexllm.sandbox.apiserver.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who sent a request.
 *
 * @param name user name, of a ServiceAccount {@code system:serviceaccount:NAMESPACE:NAME}
 * @param uid a ServiceAccount's uid, else empty
 * @param groups groups
 * @param extra what else authentication knows, such as the pod that a token is bound to
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    /** Whoever shows no token of a ServiceAccount: the sandbox has no other authentication. */
    public static final User ADMIN = new User("admin", "", List.of("system:masters", "system:authenticated"), Map.of());

    static final String MASTERS = "system:masters";
    static final String AUTHENTICATED = "system:authenticated";
    private static final String ACCOUNT = "system:serviceaccount:";

    /** Keeps copies. */
    public User {
        groups = List.copyOf(groups);
        extra = Map.copyOf(new TreeMap<>(extra));
    }

    /** A ServiceAccount as its token makes it known. */
    public static User account(String namespace, String name, String uid, Map<String, List<String>> extra) {
        return new User(
                ACCOUNT + namespace + ":" + name,
                uid,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED),
                extra);
    }

    /** As kube-apiserver takes it from the headers {@code Impersonate-User} and {@code Impersonate-Group}. */
    static User impersonated(String name, List<String> groups) {
        if (name.startsWith(ACCOUNT) && groups.isEmpty()) {
            String[] parts = name.substring(ACCOUNT.length()).split(":", 2);
            return account(parts[0], parts.length == 2 ? parts[1] : "", "", Map.of());
        }
        List<String> all = new ArrayList<>(groups);
        if (!all.contains(AUTHENTICATED)) {
            all.add(AUTHENTICATED);
        }
        return new User(name, "", all, Map.of());
    }

    boolean mayDoAnything() {
        return groups.contains(MASTERS);
    }

    /** As {@code userInfo} of reviews. */
    public ObjectNode json() {
        ObjectNode user = Json.object();
        user.put("username", name);
        if (!uid.isEmpty()) {
            user.put("uid", uid);
        }
        user.set("groups", Json.strings(groups));
        if (!extra.isEmpty()) {
            ObjectNode more = user.putObject("extra");
            new TreeMap<>(extra).forEach((key, values) -> more.set(key, Json.strings(values)));
        }
        return user;
    }
}
