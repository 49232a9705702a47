package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.check.Old;
import dev.cortexllm.schema.check.ValueCheck;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.SchemaNode;
import dev.cortexllm.schema.node.SchemaReader;
import java.util.ArrayList;
import java.util.List;

/** Refuses a CRD whose defaults break their own schema, as the server does ({@code defaulting.ValidateDefaults}). */
final class DefaultsCheck {
    private final List<Violation> faults = new ArrayList<>();

    private DefaultsCheck() {}

    static void refuseBadDefaults(SchemaNode root, FieldPath path) {
        DefaultsCheck check = new DefaultsCheck();
        check.walk(root, path);
        SchemaReader.refuse(check.faults);
    }

    private void walk(SchemaNode schema, FieldPath path) {
        schema.defaultValue().ifPresent(value -> check(schema, value, path.child("default")));
        schema.children()
                .properties()
                .forEach((name, below) -> walk(below, path.child("properties").key(name)));
        schema.children().additional().ifPresent(below -> walk(below, path.child("additionalProperties")));
        schema.children().items().ifPresent(below -> walk(below, path.child("items")));
    }

    private void check(SchemaNode schema, JsonNode value, FieldPath path) {
        for (Violation violation : ValueCheck.violations(schema, value, Old.NONE)) {
            String below = violation.path().equals("<nil>") ? "" : violation.path();
            FieldPath place = below.isEmpty() ? path : path.append(below);
            faults.add(new Violation(place.text(), violation.reason(), violation.message()));
        }
    }
}
