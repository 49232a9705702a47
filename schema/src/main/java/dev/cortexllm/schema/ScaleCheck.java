package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.schema.node.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the replica counts that the scale subresource points to are counts ({@code ValidateScaleSpec} and its like). */
final class ScaleCheck {
    private ScaleCheck() {}

    static List<Violation> violations(ObjectNode object, Optional<JsonNode> scale) {
        List<Violation> violations = new ArrayList<>();
        scale.ifPresent(paths -> {
            replicas(object, paths.path("specReplicasPath").asText(), violations);
            replicas(object, paths.path("statusReplicasPath").asText(), violations);
        });
        return violations;
    }

    private static void replicas(ObjectNode object, String path, List<Violation> violations) {
        JsonNode replicas = object.at(path.replace('.', '/'));
        if (!replicas.isIntegralNumber()) {
            return; // absent is fine, another type is refused by the schema
        }
        if (replicas.longValue() < 0) {
            violations.add(Violation.invalid(new FieldPath(path), replicas, "should be a non-negative integer"));
        } else if (!replicas.canConvertToInt()) {
            String detail = "should be less than or equal to " + Integer.MAX_VALUE;
            violations.add(Violation.invalid(new FieldPath(path), replicas, detail));
        }
    }
}
