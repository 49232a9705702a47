package dev.cortexllm.sandbox.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Everything that a namespace holds, whatever kinds the operator's children may have. */
final class State {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What differs between two objects that are the same, and the hash of a text that holds the owner's UID. */
    private static final Set<String> PERSONAL = Set.of(
            "uid",
            "resourceVersion",
            "generation",
            "namespace",
            "managedFields",
            "cortexllm.dev/applied-hash",
            "controller-uid",
            "batch.kubernetes.io/controller-uid");

    /** Ends of names that are drawn by lot, or come of other objects' versions: those of pods, and of Jobs that load. */
    private static final Pattern DRAWN =
            Pattern.compile("-(engine-[a-z0-9]{1,10}|load(-[0-9a-f]{8})?)-[a-z0-9]{5}\\b|-load-[0-9a-f]{8}\\b");

    private static final String OPERATOR = "cortexllm.dev/operator";

    private final KubernetesClient client;
    private final String namespace;
    private final List<ResourceDefinitionContext> kinds = new ArrayList<>();

    State(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        client.getApiResources("v1").getResources().forEach(resource -> add("", "v1", resource));
        client.getApiGroups().getGroups().forEach(group -> {
            String version = group.getPreferredVersion().getVersion();
            client.getApiResources(group.getName() + "/" + version)
                    .getResources()
                    .forEach(resource -> add(group.getName(), version, resource));
        });
    }

    private void add(String group, String version, APIResource resource) {
        if (resource.getNamespaced()
                && !resource.getName().contains("/")
                && resource.getVerbs().contains("list")) {
            kinds.add(new ResourceDefinitionContext.Builder()
                    .withGroup(group)
                    .withVersion(version)
                    .withKind(resource.getKind())
                    .withPlural(resource.getName())
                    .withNamespaced(true)
                    .build());
        }
    }

    /** Resource versions of all objects but Events of others, who say again and again that a pod is refused; by kind and name. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        objects().stream()
                .filter(object -> !object.getKind().equals("Event")
                        || OPERATOR.equals(object.getAdditionalProperties().get("reportingController")))
                .forEach(object ->
                        versions.put(name(object), object.getMetadata().getResourceVersion()));
        return versions;
    }

    /** How many objects there are whose controller is a resource of ours. */
    int children() {
        return (int) objects().stream().filter(State::child).count();
    }

    /**
     * Content of model deployments and of their children, without what tells one object from another like it.
     *
     * @param models names of those that count
     */
    Map<String, JsonNode> content(Set<String> models) {
        Map<String, JsonNode> content = new TreeMap<>();
        for (GenericKubernetesResource object : objects()) {
            if (child(object) ? models.contains(owner(object)) : ours(object, models)) {
                content.put(impersonal(name(object), namespace), impersonal(JSON.valueToTree(object), namespace));
            }
        }
        return content;
    }

    private List<GenericKubernetesResource> objects() {
        return kinds.stream()
                .flatMap(kind ->
                        client.genericKubernetesResources(kind).inNamespace(namespace).list().getItems().stream())
                .toList();
    }

    private static boolean child(GenericKubernetesResource object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null
                && Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))
                && object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getKind().equals("ModelDeployment"));
    }

    private static String owner(GenericKubernetesResource child) {
        return child.getMetadata().getOwnerReferences().get(0).getName();
    }

    private static boolean ours(GenericKubernetesResource object, Set<String> models) {
        return object.getKind().equals("ModelDeployment")
                && models.contains(object.getMetadata().getName());
    }

    private static String name(GenericKubernetesResource object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    private static JsonNode impersonal(JsonNode node, String namespace) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!PERSONAL.contains(field.getKey()) && !isTime(field)) {
                    copy.set(field.getKey(), impersonal(field.getValue(), namespace));
                }
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(impersonal(element, namespace)));
            return copy;
        }
        return node.isTextual() ? TextNode.valueOf(impersonal(node.asText(), namespace)) : node;
    }

    private static String impersonal(String text, String namespace) {
        return DRAWN.matcher(text.replace(namespace + "/", "*/")).replaceAll("-*");
    }

    private static boolean isTime(Map.Entry<String, JsonNode> field) {
        return field.getKey().endsWith("Time") || field.getKey().endsWith("Timestamp");
    }
}
