package dev.cortexllm.sandbox.apiserver.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.List;

/** One rule of a role. */
record Rule(List<String> verbs, List<String> groups, List<String> resources, List<String> names) {
    private static final String ANY = "*";

    static Rule read(JsonNode rule) {
        return new Rule(
                strings(rule, "verbs"),
                strings(rule, "apiGroups"),
                strings(rule, "resources"),
                strings(rule, "resourceNames"));
    }

    boolean allows(Asked asked) {
        return has(verbs, asked.verb())
                && has(groups, asked.group())
                && resource(asked.resource())
                && (names.isEmpty() || names.contains(asked.name()));
    }

    /** {@code *&#47;scale} is that subresource of everything. */
    private boolean resource(String wanted) {
        int slash = wanted.indexOf('/');
        return has(resources, wanted) || slash >= 0 && resources.contains(ANY + wanted.substring(slash));
    }

    private static boolean has(List<String> allowed, String one) {
        return allowed.contains(ANY) || allowed.contains(one);
    }

    private static List<String> strings(JsonNode rule, String field) {
        return Json.elements(rule.path(field)).stream().map(JsonNode::asText).toList();
    }
}
