package dev.cortexllm.sandbox.apiserver.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A resource as one API version serves it.
 *
 * @param group API group, empty for the core group
 * @param version API version, for example {@code v1}
 * @param kind object kind
 * @param plural lower-case plural, the name in paths
 * @param singular lower-case singular
 * @param namespaced whether objects live in namespaces
 * @param shortNames aliases for kubectl
 * @param categories groups of resources for kubectl, such as {@code all}
 * @param subresources names of subresources served, such as {@code status} and {@code scale}
 * @param createOnly for review kinds, which are answered but never stored
 * @param custom what a CustomResourceDefinition adds; empty for built-in kinds
 */
public record ResourceType(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        Set<String> subresources,
        boolean createOnly,
        Optional<CustomVersion> custom) {

    /** The name under which all versions of this resource share their objects: {@code plural.group}. */
    public String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public boolean has(String subresource) {
        return subresources.contains(subresource);
    }

    /** Verbs for discovery. */
    public List<String> verbs() {
        return createOnly
                ? List.of("create")
                : List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    }

    public Key key(String namespace, String name) {
        return new Key(storage(), namespaced ? namespace : "", name);
    }

    public Key key(ObjectNode object) {
        return key(Meta.namespace(object), Meta.name(object));
    }

    /** Where objects are kept: events of both groups are the same objects. */
    public String storage() {
        return resource().equals("events.events.k8s.io") ? "events" : resource();
    }

    public ApiError notFound(String name) {
        return ApiError.notFound(group, plural, name);
    }

    public ApiError invalid(String name, List<ApiError.Cause> causes) {
        return ApiError.invalid(group, kind, name, causes);
    }
}
