package dev.cortexllm.sandbox.apiserver.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code metadata.generation}: 1 at creation, one more whenever anything but metadata and status changes. Annotations of a
 * Deployment count too, as they are copied to its ReplicaSets, but for the one that its controller writes.
 */
public final class Generation {
    private static final String DEPLOYMENTS = "deployments.apps";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final Set<String> COUNTED = Set.of(
            "pods",
            DEPLOYMENTS,
            "replicasets.apps",
            "statefulsets.apps",
            "jobs.batch",
            "poddisruptionbudgets.policy",
            "networkpolicies.networking.k8s.io",
            "endpointslices.discovery.k8s.io",
            "customresourcedefinitions.apiextensions.k8s.io");

    private Generation() {}

    /** Whether objects of the type carry a generation. */
    public static boolean counted(ResourceType type) {
        return type.custom().isPresent() || COUNTED.contains(type.resource());
    }

    /** Sets the generation of a new object. */
    public static void first(ResourceType type, ObjectNode object) {
        if (counted(type)) {
            Meta.of(object).put("generation", 1);
        } else {
            Meta.of(object).remove("generation");
        }
    }

    /** Sets the generation of an updated object. */
    public static void next(ResourceType type, ObjectNode old, ObjectNode object) {
        int before = Meta.generation(old);
        if (!counted(type) || before == 0) {
            return;
        }
        Meta.of(object).put("generation", desired(old, type).equals(desired(object, type)) ? before : before + 1);
    }

    private static ObjectNode desired(ObjectNode object, ResourceType type) {
        // a shallow copy is enough: the trees are only compared
        ObjectNode copy = object.objectNode();
        copy.setAll(object);
        copy.remove("metadata");
        copy.remove("apiVersion");
        if (type.resource().equals(DEPLOYMENTS)) {
            Map<String, String> annotations = new TreeMap<>(Meta.annotations(object));
            annotations.remove(REVISION);
            copy.putPOJO("annotations", annotations);
        }
        if (type.has("status")) {
            copy.remove("status");
        }
        return copy;
    }
}
