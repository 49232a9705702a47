package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.LabelSelector;
import dev.cortexllm.sandbox.apiserver.type.CustomVersion.ScalePaths;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.util.List;

/** The scale subresource: an {@code autoscaling/v1 Scale} made from, and written back to, an object's own fields. */
public final class Scale {
    private static final ScalePaths WORKLOAD = new ScalePaths(".spec.replicas", ".status.replicas", "");
    private final ResourceType type;
    private final ScalePaths paths;

    private Scale(ResourceType type, ScalePaths paths) {
        this.type = type;
        this.paths = paths;
    }

    /** The scale of a type; workloads have theirs in the usual places, custom resources where the CRD says. */
    public static Scale of(ResourceType type) {
        return new Scale(type, type.custom().map(v -> v.scale().orElseThrow()).orElse(WORKLOAD));
    }

    /** The Scale of an object. */
    public ObjectNode read(ObjectNode object) {
        ObjectNode scale = Json.object();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            Json.setOrRemove(metadata, field, Json.at(object, "metadata", field));
        }
        ObjectNode spec = scale.putObject("spec");
        int wanted = at(object, paths.specReplicas()).asInt(0);
        if (wanted != 0) {
            spec.put("replicas", wanted);
        }
        ObjectNode status = scale.putObject("status");
        status.put("replicas", at(object, paths.statusReplicas()).asInt(0));
        String selector = type.custom().isPresent()
                ? at(object, paths.labelSelector()).asText("")
                : LabelSelector.format(Json.at(object, "spec", "selector"));
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }

    /**
     * The object with a Scale's wish in it.
     *
     * @throws ApiError 422 for a negative number
     */
    public ObjectNode write(ObjectNode object, ObjectNode scale) {
        int replicas = Json.at(scale, "spec", "replicas").asInt(0);
        if (replicas < 0) {
            throw ApiError.invalid(
                    "autoscaling",
                    "Scale",
                    Meta.name(object),
                    List.of(new ApiError.Cause(
                            "spec.replicas",
                            "FieldValueInvalid",
                            "Invalid value: " + replicas + ": must be greater than or equal to 0")));
        }
        String version = Meta.resourceVersion(scale);
        if (!version.isEmpty()) {
            Meta.of(object).put("resourceVersion", version);
        }
        String[] steps = steps(paths.specReplicas());
        ObjectNode here = object;
        for (int i = 0; i < steps.length - 1; i++) {
            here = Json.child(here, steps[i]);
        }
        here.set(steps[steps.length - 1], IntNode.valueOf(replicas));
        return object;
    }

    private static JsonNode at(ObjectNode object, String path) {
        return path.isEmpty() ? Json.at(object, "metadata", "absent") : Json.at(object, steps(path));
    }

    private static String[] steps(String path) {
        return path.substring(1).split("\\.");
    }
}
