package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.schema.node.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** Whether an object is of the kind and version it is checked against ({@code ValidateTypeMeta}). */
final class TypeMetaCheck {
    private TypeMetaCheck() {}

    static List<Violation> violations(ObjectNode object, CrdSchema schema) {
        List<Violation> violations = new ArrayList<>();
        require(object, "kind", schema.kind(), violations);
        require(object, "apiVersion", schema.group() + "/" + schema.version(), violations);
        return violations;
    }

    private static void require(ObjectNode object, String field, String expected, List<Violation> violations) {
        String actual = object.path(field).asText();
        if (!actual.equals(expected)) {
            violations.add(Violation.invalid(FieldPath.ROOT.child(field), actual, "must be " + expected));
        }
    }
}
