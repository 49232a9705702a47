package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drops the fields a schema does not know, in place, as {@code pruning.PruneWithOptions} of
 * {@code k8s.io/apiextensions-apiserver}.
 */
public final class Pruning {
    private static final Set<String> META_FIELDS = Set.of("apiVersion", "kind", "metadata");

    private final List<String> unknown = new ArrayList<>();

    private Pruning() {}

    /**
     * Prunes a whole resource, whose {@code apiVersion}, {@code kind} and {@code metadata} always stay.
     *
     * @return the paths of what went, sorted
     */
    public static List<String> apply(ObjectNode resource, SchemaNode schema) {
        Pruning pruning = new Pruning();
        if (schema.flags().preserveUnknown()) {
            pruning.keepUnknown(resource, schema, FieldPath.ROOT, true);
        } else {
            pruning.pruneObject(resource, schema, FieldPath.ROOT, true);
        }
        return pruning.unknown.stream().sorted().toList();
    }

    private void prune(JsonNode value, Optional<SchemaNode> schema, FieldPath path) {
        boolean embedded = schema.isPresent() && schema.get().flags().embedded();
        if (schema.isPresent() && schema.get().flags().preserveUnknown()) {
            keepUnknown(value, schema.get(), path, embedded);
        } else if (value instanceof ObjectNode object) {
            if (schema.isPresent()) {
                pruneObject(object, schema.get(), path, embedded);
            } else {
                object.fieldNames()
                        .forEachRemaining(name -> unknown.add(path.child(name).text()));
                object.removeAll();
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                prune(value.get(i), schema.flatMap(s -> s.children().items()), path.index(i));
            }
        }
    }

    private void pruneObject(ObjectNode object, SchemaNode schema, FieldPath path, boolean embedded) {
        List<String> gone = new ArrayList<>();
        object.properties().forEach(field -> {
            String name = field.getKey();
            if (embedded && META_FIELDS.contains(name)) {
                return;
            }
            Optional<SchemaNode> below = schema.children().field(name);
            if (below.isPresent() || schema.children().anyAdditional()) {
                prune(field.getValue(), below, path.child(name));
            } else {
                gone.add(name);
                unknown.add(path.child(name).text());
            }
        });
        object.remove(gone);
    }

    /** Below preserve-unknown-fields only what the schema does specify is pruned further. */
    private void keepUnknown(JsonNode value, SchemaNode schema, FieldPath path, boolean embedded) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                boolean meta = embedded && META_FIELDS.contains(field.getKey());
                schema.children()
                        .field(field.getKey())
                        .filter(below -> !meta)
                        .ifPresent(below -> prune(field.getValue(), Optional.of(below), path.child(field.getKey())));
            });
        } else if (value.isArray() && schema.children().items().isPresent()) {
            SchemaNode items = schema.children().items().get();
            for (int i = 0; i < value.size(); i++) {
                keepUnknown(value.get(i), items, path.index(i), items.flags().embedded());
            }
        }
    }
}
