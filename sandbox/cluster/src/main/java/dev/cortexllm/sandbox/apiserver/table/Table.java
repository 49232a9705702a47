package dev.cortexllm.sandbox.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** {@code meta.k8s.io/v1 Table}: what {@code kubectl get} prints, computed by the server. */
public final class Table {
    private final Clock clock;

    public Table(Clock clock) {
        this.clock = clock;
    }

    /**
     * A table of objects.
     *
     * @param metadata the list's metadata
     * @param include {@code None}, {@code Metadata} (also when empty) or {@code Object}: what each row carries along
     */
    public ObjectNode of(ResourceType type, List<ObjectNode> objects, ObjectNode metadata, String include) {
        Instant now = clock.instant();
        List<Column> columns =
                type.custom().map(v -> CustomColumns.of(v.columns())).orElseGet(() -> BuiltinColumns.of(type.kind()));
        ObjectNode table = empty(metadata);
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(c -> definitions
                .addObject()
                .put("name", c.name())
                .put("type", c.type())
                .put("format", c.format())
                .put("description", c.description())
                .put("priority", c.priority()));
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(c -> cells.add(c.cell().apply(object, now)));
            if (!include.equals("None")) {
                row.set("object", include.equals("Object") ? object : partial(object));
            }
        }
        return table;
    }

    /** A table without columns and rows. */
    public static ObjectNode empty(ObjectNode metadata) {
        ObjectNode table = Json.object();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1").set("metadata", metadata);
        table.putArray("columnDefinitions");
        table.putArray("rows");
        return table;
    }

    /** An object's metadata alone. */
    public static ObjectNode partial(JsonNode object) {
        ObjectNode partial = Json.object();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
