package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.builtin.EventVersions;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.ApiError.Cause;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.util.List;
import java.util.regex.Pattern;

/** What every body goes through before anything else: is it the kind of object this path takes, and is it named well. */
final class Intake {
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final String NAME_RULE =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private Intake() {}

    /** A copy of the body in the form it is stored in, without nulls where a typed server would drop them. */
    static ObjectNode read(ResourceType type, String namespace, ObjectNode body) {
        checkType(type, body);
        ObjectNode object = body.deepCopy();
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = Meta.of(object);
        if (type.custom().isEmpty()) {
            dropNulls(object);
        } else {
            dropNulls(metadata);
        }
        for (String field : List.of("labels", "annotations", "ownerReferences", "finalizers")) {
            if (Json.blank(metadata.get(field))) {
                metadata.remove(field);
            }
        }
        placeIn(type, namespace, metadata);
        return type.resource().equals("events.events.k8s.io") ? EventVersions.toCore(object) : object;
    }

    private static void checkType(ResourceType type, ObjectNode body) {
        String apiVersion = Json.text(body, "apiVersion");
        String kind = Json.text(body, "kind");
        if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
            throw ApiError.badRequest("the API version in the data (" + apiVersion
                    + ") does not match the expected API version (" + type.apiVersion() + ")");
        }
        if (!kind.isEmpty() && !kind.equals(type.kind())) {
            throw ApiError.badRequest("" + kind + " in version \"" + type.version() + "\" cannot be handled as a "
                    + type.kind() + ": converting (" + kind + ") to (" + type.kind() + "): unknown conversion");
        }
        if (type.custom().isPresent() && (kind.isEmpty() || apiVersion.isEmpty())) {
            throw ApiError.badRequest("Object 'Kind' or 'apiVersion' is missing in '" + Json.write(body) + "'");
        }
    }

    private static void placeIn(ResourceType type, String namespace, ObjectNode metadata) {
        String given = Json.text(metadata, "namespace");
        if (!type.namespaced()) {
            metadata.remove("namespace");
        } else if (!given.isEmpty() && !given.equals(namespace)) {
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        } else {
            metadata.put("namespace", namespace);
        }
    }

    private static void dropNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(e -> e.getValue().isNull());
            object.forEach(Intake::dropNulls);
        } else if (node instanceof ArrayNode array) {
            array.forEach(Intake::dropNulls);
        }
    }

    /**
     * Checks the object's name.
     *
     * @throws ApiError 422 when it is missing or not a DNS subdomain
     */
    static void checkName(ResourceType type, ObjectNode object) {
        String name = Meta.name(object);
        if (name.isEmpty()) {
            throw type.invalid(
                    "",
                    List.of(new Cause(
                            "metadata.name",
                            "FieldValueRequired",
                            "Required value: name or generateName is required")));
        }
        // RBAC names are free path segments, for example system:node
        boolean free = type.group().equals("rbac.authorization.k8s.io");
        if (name.length() > 253 || !free && !SUBDOMAIN.matcher(name).matches()) {
            throw type.invalid(
                    name,
                    List.of(new Cause(
                            "metadata.name", "FieldValueInvalid", "Invalid value: \"" + name + "\": " + NAME_RULE)));
        }
    }
}
