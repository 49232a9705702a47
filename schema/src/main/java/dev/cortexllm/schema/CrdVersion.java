package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.node.FieldPath;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of a CRD's {@code spec.versions}, with what all versions share.
 *
 * @param spec the CRD's {@code spec}
 * @param version the entry
 * @param index its place in {@code spec.versions}
 */
record CrdVersion(JsonNode spec, JsonNode version, int index) {

    static CrdVersion find(JsonNode crd, String name) {
        List<String> names = new ArrayList<>();
        for (CrdVersion candidate : all(crd)) {
            String found = candidate.version.path("name").asText();
            if (found.equals(name)) {
                return candidate;
            }
            names.add(found);
        }
        throw new SchemaException("spec.versions: no version " + name + ", only " + String.join(", ", names));
    }

    static List<CrdVersion> served(JsonNode crd) {
        return all(crd).stream()
                .filter(v -> v.version.path("served").asBoolean())
                .toList();
    }

    private static List<CrdVersion> all(JsonNode crd) {
        if (!crd.path("kind").asText().equals("CustomResourceDefinition")
                || !crd.path("apiVersion").asText().equals("apiextensions.k8s.io/v1")) {
            throw new SchemaException("not a CustomResourceDefinition of apiextensions.k8s.io/v1 but "
                    + crd.path("kind").asText("?") + " of "
                    + crd.path("apiVersion").asText("?"));
        }
        JsonNode spec = crd.path("spec");
        requireText(spec, "group", "spec.group");
        requireText(spec, "scope", "spec.scope");
        requireText(spec.path("names"), "kind", "spec.names.kind");
        requireText(spec.path("names"), "plural", "spec.names.plural");
        List<CrdVersion> versions = new ArrayList<>();
        for (JsonNode version : spec.path("versions")) {
            versions.add(new CrdVersion(spec, version, versions.size()));
        }
        if (versions.isEmpty()) {
            throw new SchemaException("spec.versions: Required value");
        }
        return versions;
    }

    private static void requireText(JsonNode parent, String name, String path) {
        if (parent.path(name).asText().isEmpty()) {
            throw new SchemaException(path + ": Required value");
        }
    }

    JsonNode names() {
        return spec.path("names");
    }

    String text(String name) {
        return spec.path(name).asText();
    }

    FieldPath schemaPath() {
        return FieldPath.ROOT
                .child("spec")
                .child("versions")
                .index(index)
                .child("schema")
                .child("openAPIV3Schema");
    }

    JsonNode openApi() {
        JsonNode schema = version.path("schema").path("openAPIV3Schema");
        if (!schema.isObject()) {
            throw new SchemaException(schemaPath() + ": Required value: schemas are required");
        }
        return schema;
    }
}
