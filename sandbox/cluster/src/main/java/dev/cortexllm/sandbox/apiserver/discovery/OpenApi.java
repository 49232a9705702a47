package dev.cortexllm.sandbox.apiserver.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.http.Answer;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import dev.cortexllm.sandbox.apiserver.type.TypeRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * OpenAPI documents as far as kubectl reads them: custom resources with their schema ({@code kubectl explain}), built-in
 * kinds without, and for all of them the operations' {@code fieldValidation} and {@code dryRun} parameters, by which
 * kubectl finds out that it can leave validation to the server. Version 2 has no definitions: kubectl then falls back to
 * the types it was compiled with.
 */
public final class OpenApi {
    private static final String V2_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private static final String CONVENTIONS =
            "More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#";
    private final TypeRegistry types;

    public OpenApi(TypeRegistry types) {
        this.types = types;
    }

    /**
     * Answers a GET below {@code /openapi}.
     *
     * @throws ApiError 404 for a group version that does not exist
     */
    public Answer answer(Request request) {
        String path = request.path();
        if (path.equals("/openapi/v2")) {
            boolean json = !request.header("Accept").contains("protobuf");
            return json ? Answer.ok(v2()) : new Answer(200, V2_PROTOBUF, v2Protobuf());
        }
        if (path.equals("/openapi/v3")) {
            return Answer.ok(index());
        }
        if (path.startsWith("/openapi/v3/")) {
            return Answer.ok(document(path.substring("/openapi/v3/".length())));
        }
        throw ApiError.noSuchPath();
    }

    private static ObjectNode v2() {
        ObjectNode out = Json.object().put("swagger", "2.0");
        out.putObject("info").put("title", "Kubernetes").put("version", "sandbox");
        out.putObject("paths");
        out.putObject("definitions");
        return out;
    }

    /** The same document as an {@code openapi.v2.Document} message: field 1 swagger, field 2 info {1 title, 2 version}. */
    private static byte[] v2Protobuf() {
        byte[] info = concat(
                field(1, "Kubernetes".getBytes(StandardCharsets.UTF_8)),
                field(2, "sandbox".getBytes(StandardCharsets.UTF_8)));
        byte[] head = concat(field(1, "2.0".getBytes(StandardCharsets.UTF_8)), field(2, info));
        return concat(head, concat(field(8, new byte[0]), field(9, new byte[0])));
    }

    private static byte[] field(int number, byte[] content) {
        return concat(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] out = new byte[first.length + second.length];
        System.arraycopy(first, 0, out, 0, first.length);
        System.arraycopy(second, 0, out, first.length, second.length);
        return out;
    }

    private ObjectNode index() {
        ObjectNode out = Json.object();
        ObjectNode paths = out.putObject("paths");
        TreeSet<String> names = new TreeSet<>();
        types.all().forEach(t -> names.add(documentName(t)));
        for (String name : names) {
            CRC32 hash = new CRC32();
            hash.update(Json.bytes(document(name)));
            String url = "/openapi/v3/" + name + "?hash="
                    + Long.toHexString(hash.getValue()).toUpperCase(Locale.ROOT);
            paths.putObject(name).put("serverRelativeURL", url);
        }
        return out;
    }

    private static String documentName(ResourceType type) {
        return type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.apiVersion();
    }

    private ObjectNode document(String name) {
        List<ResourceType> found =
                types.all().stream().filter(t -> documentName(t).equals(name)).toList();
        if (found.isEmpty()) {
            throw ApiError.noSuchPath();
        }
        ObjectNode out = Json.object().put("openapi", "3.0.0");
        out.putObject("info").put("title", "Kubernetes").put("version", "sandbox");
        ObjectNode paths = out.putObject("paths");
        ObjectNode schemas = Json.object();
        schemas.set("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", objectMeta());
        for (ResourceType type : found) {
            addPaths(paths, type);
            schemas.set(schemaName(type), schema(type));
        }
        out.putObject("components").set("schemas", schemas);
        return out;
    }

    private static void addPaths(ObjectNode paths, ResourceType type) {
        String root = type.group().isEmpty() ? "/api/v1/" : "/apis/" + type.apiVersion() + "/";
        String collection = root + (type.namespaced() ? "namespaces/{namespace}/" : "") + type.plural();
        ObjectNode list = paths.putObject(collection);
        list.set("get", operation(type, "list"));
        list.set("post", operation(type, "post"));
        ObjectNode item = paths.putObject(collection + "/{name}");
        item.set("get", operation(type, "get"));
        item.set("put", operation(type, "put"));
        item.set("patch", operation(type, "patch"));
        item.set("delete", operation(type, "delete"));
    }

    private static ObjectNode operation(ResourceType type, String action) {
        ObjectNode out = Json.object();
        out.put("x-kubernetes-action", action).set("x-kubernetes-group-version-kind", kind(type));
        if (List.of("post", "put", "patch").contains(action)) {
            for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
                out.withArray("parameters")
                        .addObject()
                        .put("name", name)
                        .put("in", "query")
                        .putObject("schema")
                        .put("type", "string")
                        .put("uniqueItems", true);
            }
        }
        ObjectNode ok = out.putObject("responses").putObject("200").put("description", "OK");
        ok.putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + schemaName(type));
        return out;
    }

    private static ObjectNode kind(ResourceType type) {
        return Json.object()
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
    }

    private static String schemaName(ResourceType type) {
        String group = type.group().isEmpty() ? "core" : type.group();
        List<String> parts = new ArrayList<>(List.of(group.split("\\.")));
        Collections.reverse(parts);
        return String.join(".", parts) + "." + type.version() + "." + type.kind();
    }

    private static ObjectNode schema(ResourceType type) {
        JsonNode own = type.custom().map(v -> v.schema()).orElse(Json.object());
        ObjectNode out = own.isObject() ? ((ObjectNode) own).deepCopy() : Json.object();
        out.put("type", "object");
        ObjectNode properties = Json.child(out, "properties");
        properties.set(
                "apiVersion",
                text(
                        "APIVersion defines the versioned schema of this representation of an object. Servers should convert"
                                + " recognized schemas to the latest internal value, and may reject unrecognized values. "
                                + CONVENTIONS + "resources"));
        properties.set(
                "kind",
                text(
                        "Kind is a string value representing the REST resource this object represents. Servers may infer this"
                                + " from the endpoint the client submits requests to. Cannot be updated. In CamelCase. "
                                + CONVENTIONS + "types-kinds"));
        ObjectNode metadata = properties.putObject("metadata");
        metadata.put("description", "Standard object's metadata. " + CONVENTIONS + "metadata")
                .putArray("allOf")
                .addObject()
                .put("$ref", "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
        out.putArray("x-kubernetes-group-version-kind").add(kind(type));
        return out;
    }

    private static ObjectNode text(String description) {
        return Json.object().put("description", description).put("type", "string");
    }

    private static ObjectNode objectMeta() {
        ObjectNode out = Json.object();
        out.put("description", "ObjectMeta is metadata that all persisted resources must have.")
                .put("type", "object");
        ObjectNode properties = out.putObject("properties");
        Map<String, String> texts = Map.of(
                "name", "Name must be unique within a namespace.",
                "namespace", "Namespace defines the space within which each name must be unique.",
                "generateName", "GenerateName is an optional prefix for a generated name.",
                "uid", "UID is the unique in time and space value for this object.",
                "resourceVersion", "An opaque value that represents the internal version of this object.",
                "creationTimestamp", "When this object was created.",
                "deletionTimestamp", "When this object will be deleted.");
        texts.keySet().stream().sorted().forEach(name -> properties.set(name, text(texts.get(name))));
        for (String name : List.of("labels", "annotations")) {
            properties
                    .putObject(name)
                    .put("description", "Map of string keys and values.")
                    .put("type", "object")
                    .putObject("additionalProperties")
                    .put("type", "string");
        }
        return out;
    }
}
