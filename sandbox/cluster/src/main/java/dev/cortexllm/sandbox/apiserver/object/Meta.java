package dev.cortexllm.sandbox.apiserver.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Accessors to what all Kubernetes objects have in common: {@code metadata} and its parts. */
public final class Meta {
    private Meta() {}

    /** The object's {@code metadata}, created when absent. */
    public static ObjectNode of(ObjectNode object) {
        return Json.child(object, "metadata");
    }

    public static String name(JsonNode object) {
        return Json.text(object, "metadata", "name");
    }

    /** The namespace, or the empty string for a cluster-scoped object. */
    public static String namespace(JsonNode object) {
        return Json.text(object, "metadata", "namespace");
    }

    public static String uid(JsonNode object) {
        return Json.text(object, "metadata", "uid");
    }

    public static String resourceVersion(JsonNode object) {
        return Json.text(object, "metadata", "resourceVersion");
    }

    public static String kind(JsonNode object) {
        return Json.text(object, "kind");
    }

    /** The generation; an {@code int} as JSON numbers of that size are read, so that written and read trees are equal. */
    public static int generation(JsonNode object) {
        return Json.at(object, "metadata", "generation").asInt(0);
    }

    /** Whether deletion has begun. */
    public static boolean deleting(JsonNode object) {
        return !Json.blank(Json.at(object, "metadata", "deletionTimestamp"));
    }

    public static Map<String, String> labels(JsonNode object) {
        return stringMap(Json.at(object, "metadata", "labels"));
    }

    public static Map<String, String> annotations(JsonNode object) {
        return stringMap(Json.at(object, "metadata", "annotations"));
    }

    /** A JSON object of strings as a sorted map. */
    public static Map<String, String> stringMap(JsonNode node) {
        Map<String, String> out = new TreeMap<>();
        Json.entries(node).forEach(e -> out.put(e.getKey(), e.getValue().asText()));
        return out;
    }

    public static List<String> finalizers(JsonNode object) {
        return Json.elements(Json.at(object, "metadata", "finalizers")).stream()
                .map(JsonNode::asText)
                .collect(Collectors.toList());
    }

    /** Replaces the finalizers; an empty list removes the field. */
    public static void setFinalizers(ObjectNode object, List<String> finalizers) {
        if (finalizers.isEmpty()) {
            of(object).remove("finalizers");
        } else {
            of(object).set("finalizers", Json.strings(finalizers));
        }
    }

    public static List<JsonNode> owners(JsonNode object) {
        return Json.elements(Json.at(object, "metadata", "ownerReferences"));
    }

    /** The owner reference marked as controller, or a missing node. */
    public static JsonNode controller(JsonNode object) {
        return owners(object).stream()
                .filter(o -> o.path("controller").asBoolean())
                .findFirst()
                .orElse(Json.at(object, "metadata", "no-controller"));
    }

    /** Makes {@code owner} the controlling owner of {@code child}, as the built-in controllers do. */
    public static void control(ObjectNode child, ObjectNode owner) {
        ArrayNode references = Json.array();
        references
                .addObject()
                .put("apiVersion", Json.text(owner, "apiVersion"))
                .put("kind", kind(owner))
                .put("name", name(owner))
                .put("uid", uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        of(child).set("ownerReferences", references);
    }

    /** A time the way Kubernetes writes it: UTC, whole seconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The time at a path, or {@code null} when absent. */
    public static Instant instant(JsonNode node, String... path) {
        String text = Json.text(node, path);
        return text.isEmpty() ? null : Instant.parse(text);
    }

    /** The condition of a type in {@code status.conditions}, or a missing node. */
    public static JsonNode condition(JsonNode object, String type) {
        return Json.elements(Json.at(object, "status", "conditions")).stream()
                .filter(c -> Json.text(c, "type").equals(type))
                .findFirst()
                .orElse(Json.at(object, "status", "no-condition"));
    }
}
