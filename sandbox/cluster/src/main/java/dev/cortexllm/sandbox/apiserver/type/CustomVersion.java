package dev.cortexllm.sandbox.apiserver.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.fields.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One served version of a custom resource.
 *
 * @param schema the version's {@code openAPIV3Schema}
 * @param shape how its lists and maps merge in server-side apply
 * @param rules defaults, pruning and validation
 * @param columns additional printer columns
 * @param scale paths of the scale subresource, when it has one
 */
public record CustomVersion(
        JsonNode schema, Shape shape, ObjectRules rules, List<Column> columns, Optional<ScalePaths> scale) {

    /** A printer column: name, OpenAPI type and format, description, priority (0 = always shown), JSON path. */
    public record Column(String name, String type, String format, String description, int priority, String jsonPath) {}

    /** Dotted paths of the scale subresource; the label selector path may be empty. */
    public record ScalePaths(String specReplicas, String statusReplicas, String labelSelector) {}
}
