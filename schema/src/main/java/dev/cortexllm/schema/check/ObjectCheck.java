package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.SchemaNode;

/** Checks the fields of an object or the entries of a map ({@code objectValidator}). */
final class ObjectCheck {
    private ObjectCheck() {}

    static Outcome check(SchemaNode schema, JsonNode value, FieldPath path, Old old) {
        Outcome outcome = new Outcome();
        size(schema, value.size(), path, outcome);
        schema.children().additional().ifPresent(values -> value.properties()
                .forEach(entry -> outcome.merge(ValueCheck.check(
                        values, entry.getValue(), path.child(entry.getKey()), correlated(entry.getKey(), path, old)))));
        schema.children().properties().forEach((name, property) -> {
            if (value.has(name)) {
                outcome.merge(
                        ValueCheck.check(property, value.get(name), path.child(name), correlated(name, path, old)));
            }
        });
        for (String name : schema.limits().required()) {
            if (!value.has(name)) {
                outcome.add(Violation.required(path.child(name), ""));
            }
        }
        return outcome;
    }

    /** The server never forgives the type's own name: old and new were both converted to it. */
    private static Old correlated(String name, FieldPath path, Old old) {
        boolean typeName = path.text().isEmpty() && (name.equals("apiVersion") || name.equals("kind"));
        return typeName ? Old.NONE : old.field(name);
    }

    private static void size(SchemaNode schema, long size, FieldPath path, Outcome outcome) {
        schema.limits().minProperties().ifPresent(min -> {
            if (size < min) {
                outcome.add(SizeWords.tooFew(path, size, min, "properties"));
            }
        });
        schema.limits().maxProperties().ifPresent(max -> {
            if (size > max) {
                outcome.add(Violation.tooMany(path, size, max));
            }
        });
    }
}
