package dev.cortexllm.sandbox.apiserver.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.fields.SchemaShape;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.type.CustomVersion;
import dev.cortexllm.sandbox.apiserver.type.ObjectRules;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import dev.cortexllm.sandbox.apiserver.type.TypeRegistry;
import dev.cortexllm.schema.SchemaException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns CustomResourceDefinitions into served resources. */
public final class CrdCatalog {
    /** Where CustomResourceDefinitions are kept. */
    public static final String RESOURCE = "customresourcedefinitions.apiextensions.k8s.io";

    /** Finalizer that keeps a deleted definition until its objects are gone. */
    public static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private final TypeRegistry types;
    private final Clock clock;
    private final Map<String, Compiled> compiled = new HashMap<>();

    public CrdCatalog(TypeRegistry types, Clock clock) {
        this.types = types;
        this.clock = clock;
    }

    private record Compiled(JsonNode spec, List<ResourceType> versions) {}

    /**
     * Writes the status that says the definition is served; names never conflict here.
     *
     * @throws ApiError 422 for a definition whose schema or rules a server would refuse
     */
    public void establish(ObjectNode crd) {
        compile(crd);
        ObjectNode status = Json.child(crd, "status");
        if (!status.has("conditions")) {
            ArrayNode conditions = status.putArray("conditions");
            condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found");
            condition(conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted");
        }
        status.set("acceptedNames", Json.at(crd, "spec", "names").deepCopy());
        Set<String> stored = new HashSet<>();
        Json.elements(status.path("storedVersions")).forEach(v -> stored.add(v.asText()));
        for (JsonNode version : Json.elements(Json.at(crd, "spec", "versions"))) {
            if (version.path("storage").asBoolean() && stored.add(Json.text(version, "name"))) {
                ArrayNode list =
                        status.get("storedVersions") instanceof ArrayNode a ? a : status.putArray("storedVersions");
                list.add(Json.text(version, "name"));
            }
        }
    }

    private void condition(ArrayNode conditions, String type, String reason, String message) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("lastTransitionTime", Meta.time(clock.instant()))
                .put("reason", reason)
                .put("message", message);
    }

    /** Serves all served versions of a definition. */
    public void serve(ObjectNode crd) {
        types.serve(Meta.name(crd), compile(crd));
    }

    private List<ResourceType> compile(ObjectNode crd) {
        JsonNode spec = crd.path("spec");
        Compiled known = compiled.get(Meta.name(crd));
        if (known != null && known.spec().equals(spec)) {
            return known.versions();
        }
        List<ResourceType> versions = new ArrayList<>();
        for (JsonNode version : Json.elements(spec.path("versions"))) {
            if (version.path("served").asBoolean()) {
                versions.add(type(crd, version));
            }
        }
        compiled.put(Meta.name(crd), new Compiled(spec.deepCopy(), versions));
        return versions;
    }

    /** Stops serving a definition. */
    public void withdraw(String name) {
        compiled.remove(name);
        types.withdraw(name);
    }

    private static ResourceType type(ObjectNode crd, JsonNode version) {
        JsonNode spec = crd.path("spec");
        JsonNode names = spec.path("names");
        Set<String> subresources = new HashSet<>();
        version.path("subresources").fieldNames().forEachRemaining(subresources::add);
        return new ResourceType(
                Json.text(spec, "group"),
                Json.text(version, "name"),
                Json.text(names, "kind"),
                Json.text(names, "plural"),
                Json.text(names, "singular"),
                Json.text(spec, "scope").equals("Namespaced"),
                texts(names.path("shortNames")),
                texts(names.path("categories")),
                subresources,
                false,
                Optional.of(customVersion(crd, version)));
    }

    private static ObjectRules rules(ObjectNode crd, JsonNode version) {
        try {
            return SchemaRules.of(crd, Json.text(version, "name"));
        } catch (SchemaException e) {
            throw ApiError.invalid(
                    "apiextensions.k8s.io",
                    "CustomResourceDefinition",
                    Meta.name(crd),
                    List.of(new ApiError.Cause("", "FieldValueInvalid", e.getMessage())));
        }
    }

    private static CustomVersion customVersion(ObjectNode crd, JsonNode version) {
        JsonNode schema = Json.at(version, "schema", "openAPIV3Schema");
        List<CustomVersion.Column> columns = Json.elements(version.path("additionalPrinterColumns")).stream()
                .map(CrdCatalog::column)
                .toList();
        return new CustomVersion(
                schema,
                SchemaShape.ofObject(schema),
                rules(crd, version),
                columns,
                scale(Json.at(version, "subresources", "scale")));
    }

    private static CustomVersion.Column column(JsonNode c) {
        return new CustomVersion.Column(
                Json.text(c, "name"),
                Json.text(c, "type"),
                Json.text(c, "format"),
                Json.text(c, "description"),
                c.path("priority").asInt(),
                Json.text(c, "jsonPath"));
    }

    private static Optional<CustomVersion.ScalePaths> scale(JsonNode scale) {
        return scale.isMissingNode()
                ? Optional.empty()
                : Optional.of(new CustomVersion.ScalePaths(
                        Json.text(scale, "specReplicasPath"),
                        Json.text(scale, "statusReplicasPath"),
                        Json.text(scale, "labelSelectorPath")));
    }

    private static List<String> texts(JsonNode array) {
        return Json.elements(array).stream().map(JsonNode::asText).toList();
    }
}
