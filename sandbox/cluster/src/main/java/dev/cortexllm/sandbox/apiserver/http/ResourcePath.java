package dev.cortexllm.sandbox.apiserver.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path below {@code /api/v1} or {@code /apis/group/version}, taken apart. Parts that are absent are empty.
 *
 * @param group API group
 * @param version API version
 * @param namespace namespace
 * @param plural resource
 * @param name object
 * @param subresource part of the object
 */
public record ResourcePath(
        String group, String version, String namespace, String plural, String name, String subresource) {
    /** Takes a path apart; empty when it is no resource path. */
    public static Optional<ResourcePath> parse(String path) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(p -> !p.isEmpty()).toList();
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            return Optional.of(rest("", parts.get(1), parts.subList(2, parts.size())));
        }
        if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            return Optional.of(rest(parts.get(1), parts.get(2), parts.subList(3, parts.size())));
        }
        return Optional.empty();
    }

    private static ResourcePath rest(String group, String version, List<String> rest) {
        // /namespaces/x and its status and finalize are the Namespace itself, anything longer is inside of it
        boolean inside = rest.get(0).equals("namespaces")
                && rest.size() >= 3
                && !(group.isEmpty() && List.of("status", "finalize").contains(rest.get(2)));
        List<String> own = inside ? rest.subList(2, rest.size()) : rest;
        return new ResourcePath(
                group,
                version,
                inside ? rest.get(1) : "",
                own.get(0),
                own.size() > 1 ? own.get(1) : "",
                own.size() > 2 ? String.join("/", own.subList(2, own.size())) : "");
    }
}
