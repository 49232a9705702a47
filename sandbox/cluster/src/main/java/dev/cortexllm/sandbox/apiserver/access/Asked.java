package dev.cortexllm.sandbox.apiserver.access;

import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.http.ResourcePath;

/**
 * What a request wants to do, as RBAC sees it.
 *
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code delete} or
 *     {@code deletecollection}
 * @param group API group, empty for the core group
 * @param resource plural, followed by a slash and the subresource where there is one
 * @param namespace namespace; empty: all, or none
 * @param name object; empty: any
 */
public record Asked(String verb, String group, String resource, String namespace, String name) {
    private static final String BY_NAME = "metadata.name=";

    /** What a request to a resource path asks. */
    public static Asked of(Request request, ResourcePath path) {
        String resource = path.subresource().isEmpty() ? path.plural() : path.plural() + "/" + path.subresource();
        String name = path.name().isEmpty() ? nameSelected(request) : path.name();
        return new Asked(verb(request, path), path.group(), resource, namespace(path), name);
    }

    /** A Namespace is asked for inside of itself. */
    private static String namespace(ResourcePath path) {
        boolean itself = path.group().isEmpty() && path.plural().equals("namespaces");
        return itself ? path.name() : path.namespace();
    }

    private static String verb(Request request, ResourcePath path) {
        boolean collection = path.name().isEmpty();
        return switch (request.method()) {
            case "GET", "HEAD" -> request.flag("watch") ? "watch" : collection ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            default -> "";
        };
    }

    /** Lists and watches of one name are judged by that name. */
    private static String nameSelected(Request request) {
        String selector = request.query("fieldSelector");
        return selector.startsWith(BY_NAME) && !selector.contains(",") ? selector.substring(BY_NAME.length()) : "";
    }

    /** The same object with another verb. */
    Asked with(String otherVerb) {
        return new Asked(otherVerb, group, resource, namespace, name);
    }

    /** Why not, as kube-apiserver says it. */
    String refusal(User user) {
        return "User \"" + user.name() + "\" cannot " + verb + " resource \"" + resource + "\" in API group \"" + group
                + "\" "
                + (namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"");
    }
}
