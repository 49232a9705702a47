package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.builtin.BuiltinRules;
import dev.cortexllm.sandbox.apiserver.builtin.Defaults;
import dev.cortexllm.sandbox.apiserver.builtin.Spelling;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.ApiError.Cause;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.type.ObjectRules;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pruning, defaults and validation, for custom resources by their schema, for built-in kinds by code. */
final class Admission {
    private static final List<String> SYSTEM_FIELDS = List.of(
            "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink");
    private final KindHooks hooks;

    Admission(KindHooks hooks) {
        this.hooks = hooks;
    }

    /**
     * The object as it would be stored.
     *
     * @param old state before, {@code null} for a creation
     * @throws ApiError 400 for unknown fields under strict validation, 422 for an object that breaks rules
     */
    ObjectNode admit(ResourceType type, ObjectNode object, ObjectNode old, WriteOptions options) {
        ObjectNode admitted = type.custom()
                .map(version -> shaped(type, object, version.rules(), options))
                .orElse(object);
        if (type.custom().isEmpty()) {
            Spelling.asStored(admitted);
            Defaults.fill(admitted);
        }
        hooks.complete(admitted, old);
        List<Cause> causes = new ArrayList<>(metadataCauses(admitted, old));
        causes.addAll(type.custom()
                .map(version -> version.rules().validate(admitted, Optional.ofNullable(old)))
                .orElseGet(() -> BuiltinRules.check(admitted, old)));
        if (!causes.isEmpty()) {
            throw type.invalid(Meta.name(admitted), causes);
        }
        return admitted;
    }

    private static ObjectNode shaped(ResourceType type, ObjectNode object, ObjectRules rules, WriteOptions options) {
        ObjectRules.Pruned pruned = rules.prune(object);
        if (!pruned.unknown().isEmpty()) {
            List<String> faults = pruned.unknown().stream()
                    .map(path -> "unknown field \"" + path + "\"")
                    .collect(Collectors.toList());
            if (options.fieldValidation().equals("Strict")) {
                throw options.patch()
                        ? strictPatch(object, faults)
                        : ApiError.badRequest(
                                type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                                        + type.kind() + ": strict decoding error: " + String.join(", ", faults));
            }
            if (options.fieldValidation().equals("Warn")) {
                faults.forEach(options.warnings());
            }
        }
        return rules.withDefaults(pruned.object());
    }

    private static ApiError strictPatch(ObjectNode object, List<String> faults) {
        String text = Json.write(Json.of(Json.write(object)));
        String message = "Invalid value: " + text + ": strict decoding error: " + String.join(", ", faults);
        return ApiError.invalid("", "", "", List.of(new Cause("patch", "FieldValueInvalid", message)));
    }

    private static List<Cause> metadataCauses(ObjectNode object, ObjectNode old) {
        List<Cause> causes = new ArrayList<>();
        if (old != null && Meta.deleting(old)) {
            List<String> added = new ArrayList<>(Meta.finalizers(object));
            added.removeAll(Meta.finalizers(old));
            if (!added.isEmpty()) {
                causes.add(new Cause(
                        "metadata.finalizers",
                        "FieldValueForbidden",
                        "Forbidden: no new finalizers can be added if the object is being deleted, found new"
                                + " finalizers []string{\"" + String.join("\", \"", added) + "\"}"));
            }
        }
        for (JsonNode owner : Meta.owners(object)) {
            if (Json.text(owner, "uid").isEmpty()) {
                causes.add(new Cause("metadata.ownerReferences.uid", "FieldValueRequired", "Required value"));
            }
        }
        return causes;
    }

    /** Carries over what only the server sets, and what the other endpoint writes. */
    static void keepServerFields(ResourceType type, ObjectNode old, ObjectNode candidate, String subresource) {
        ObjectNode metadata = Meta.of(candidate);
        SYSTEM_FIELDS.forEach(f -> Json.setOrRemove(metadata, f, Json.at(old, "metadata", f)));
        if (subresource.equals("status")) {
            keepAllButStatus(type, old, candidate);
        } else if (type.has("status")) {
            Json.setOrRemove(candidate, "status", old.path("status"));
        }
    }

    private static void keepAllButStatus(ResourceType type, ObjectNode old, ObjectNode candidate) {
        JsonNode status = candidate.path("status");
        ObjectNode metadata = Meta.of(candidate);
        candidate.removeAll();
        candidate.setAll((ObjectNode) old.deepCopy());
        Json.setOrRemove(candidate, "status", status);
        Json.setOrRemove(Meta.of(candidate), "managedFields", metadata.path("managedFields"));
        if (type.custom().isEmpty()) {
            // controllers of built-in kinds write annotations along with the status
            Json.setOrRemove(Meta.of(candidate), "annotations", metadata.path("annotations"));
        }
    }
}
