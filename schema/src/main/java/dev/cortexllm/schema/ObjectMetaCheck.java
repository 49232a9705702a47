package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.schema.check.NameSyntax;
import dev.cortexllm.schema.node.FieldPath;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of {@code ValidateObjectMeta} that a manifest can get wrong: name, generateName, and labels and annotations that are
 * not text.
 */
final class ObjectMetaCheck {
    private final FieldPath path = FieldPath.ROOT.child("metadata");
    private final List<Violation> violations = new ArrayList<>();

    private ObjectMetaCheck() {}

    static List<Violation> violations(ObjectNode object) {
        ObjectMetaCheck check = new ObjectMetaCheck();
        JsonNode metadata = object.path("metadata");
        check.name(metadata);
        check.texts(metadata, "labels");
        check.texts(metadata, "annotations");
        return check.violations;
    }

    private void name(JsonNode metadata) {
        String name = metadata.path("name").asText();
        String generateName = metadata.path("generateName").asText();
        if (name.isEmpty() && generateName.isEmpty()) {
            violations.add(Violation.required(path.child("name"), "name or generateName is required"));
        }
        if (!name.isEmpty()) {
            subdomain("name", name, NameSyntax.DNS_1123_SUBDOMAIN.complaints(name));
        }
        if (!generateName.isEmpty()) {
            subdomain("generateName", generateName, NameSyntax.DNS_1123_SUBDOMAIN.prefixComplaints(generateName));
        }
    }

    private void subdomain(String field, String shown, List<String> complaints) {
        complaints.forEach(words -> violations.add(Violation.invalid(path.child(field), shown, words)));
    }

    private void texts(JsonNode metadata, String field) {
        metadata.path(field).properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                FieldPath place = path.child(field).key(entry.getKey());
                violations.add(Violation.invalid(place, entry.getValue(), "must be a string"));
            }
        });
    }
}
