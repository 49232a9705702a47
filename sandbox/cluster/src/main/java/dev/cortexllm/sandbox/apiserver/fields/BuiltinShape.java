package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shape of built-in kinds, from the names of their fields. Kubernetes declares this by Go markers on every type; the
 * names below are those of the kinds this server has, and the same name means the same in all of them except
 * {@code ports}, which is told apart by what surrounds it.
 *
 * @param kind object kind
 * @param parent name of the field around this one
 * @param name field name, with {@code []} for an element of a list; empty for the object itself
 */
public record BuiltinShape(String kind, String parent, String name) implements Shape {
    /** The shape of {@code metadata} of any object. */
    public static final BuiltinShape METADATA = new BuiltinShape("", "", "metadata");

    private static final Map<String, List<String>> LIST_MAPS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("resourceClaims", List.of("name")),
            Map.entry("schedulingGates", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("conditions", List.of("type")),
            Map.entry("addresses", List.of("type")),
            Map.entry("ownerReferences", List.of("uid")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("podIPs", List.of("ip")),
            Map.entry("hostIPs", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")));

    private static final Set<String> SETS = Set.of("finalizers");

    private static final Set<String> ATOMIC_MAPS = Set.of(
            "selector",
            "nodeSelector",
            "labelSelector",
            "namespaceSelector",
            "podSelector",
            "secretKeyRef",
            "configMapKeyRef",
            "fieldRef",
            "resourceFieldRef",
            "objectRef",
            "targetRef",
            "involvedObject",
            "regarding",
            "related",
            "roleRef",
            "dataSource",
            "requiredDuringSchedulingIgnoredDuringExecution");

    private static final Set<String> FREE_MAPS = Set.of(
            "labels",
            "annotations",
            "data",
            "stringData",
            "binaryData",
            "limits",
            "requests",
            "capacity",
            "allocatable",
            "matchLabels",
            "deprecatedTopology");

    private static final Set<String> ALWAYS =
            Set.of("metadata", "spec", "status", "strategy", "template", "containers");

    @Override
    public boolean atomicMap() {
        return ATOMIC_MAPS.contains(name);
    }

    @Override
    public ListType listType() {
        if (!keys().isEmpty()) {
            return ListType.MAP;
        }
        return SETS.contains(name) ? ListType.SET : ListType.ATOMIC;
    }

    @Override
    public List<String> keys() {
        if (name.equals("ports")) {
            return portKeys();
        }
        if (name.equals("addresses") && !kind.equals("Node")) {
            return List.of();
        }
        boolean secretsOfAccount = kind.equals("ServiceAccount") && name.equals("imagePullSecrets");
        return secretsOfAccount ? List.of() : LIST_MAPS.getOrDefault(name, List.of());
    }

    private List<String> portKeys() {
        if (parent.endsWith("ontainers[]")) {
            return List.of("containerPort", "protocol");
        }
        return kind.equals("Service") && parent.equals("spec") ? List.of("port", "protocol") : List.of();
    }

    @Override
    public JsonNode keyDefault(String key) {
        return key.equals("protocol") ? TextNode.valueOf("TCP") : NullNode.getInstance();
    }

    @Override
    public boolean declared(String field) {
        return !FREE_MAPS.contains(name);
    }

    @Override
    public boolean alwaysPresent(String field) {
        return declared(field) && ALWAYS.contains(field);
    }

    @Override
    public Shape field(String field) {
        return new BuiltinShape(kind, name, field);
    }

    @Override
    public Shape items() {
        return new BuiltinShape(kind, name, name + "[]");
    }
}
