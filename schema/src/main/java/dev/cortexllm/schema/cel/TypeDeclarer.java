package dev.cortexllm.schema.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cortexllm.schema.node.Limits;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Derives CEL types from a schema, as {@code SchemaDeclType} of {@code apiserver/pkg/cel/common/schemas.go} does, with its size
 * assumptions ({@code apiserver/pkg/cel/limits.go}). Every object type gets a name of its own, so that a misspelt field is found
 * when a rule is compiled.
 */
final class TypeDeclarer {
    /** The largest request an API server takes: 3 MiB. */
    static final long MAX_REQUEST_BYTES = 3L * 1024 * 1024;

    private static final long QUOTES = 2;
    private static final long LONGEST_TIME = 32;
    private static final long DATE_SIZE = 12;
    private static final long SHORTEST_DATE_TIME = 21;
    private static final long SHORTEST_DURATION = 3;
    private static final long SHORTEST_BOOLEAN = 4;
    private static final long BYTES_PER_CODE_POINT = 4;

    private final Map<String, CelType> structs = new HashMap<>();

    /** All object types declared so far, by name. */
    Map<String, CelType> structs() {
        return structs;
    }

    /**
     * Declares the type of one node.
     *
     * @param name a name nobody else uses, for object types at and below the node
     * @param root whether the node is a resource of its own, with kind, apiVersion and metadata
     * @return empty when CEL is not to see the node: unknown content without a type
     */
    Optional<DeclaredType> declare(SchemaNode schema, String name, boolean root) {
        if (schema.flags().intOrString()) {
            return Optional.of(DeclaredType.scalar(SimpleType.DYN, longestText(schema), 1));
        }
        return switch (schema.type()) {
            case "array" -> list(schema, name);
            case "object" ->
                schema.children().additional().isPresent() && !root
                        ? map(schema, name)
                        : Optional.of(object(schema, name, root));
            case "string" -> Optional.of(text(schema));
            case "boolean" -> Optional.of(DeclaredType.scalar(SimpleType.BOOL, 0, SHORTEST_BOOLEAN));
            case "number" -> Optional.of(DeclaredType.scalar(SimpleType.DOUBLE, 0, 1));
            case "integer" -> Optional.of(DeclaredType.scalar(SimpleType.INT, 0, 1));
            default -> Optional.empty();
        };
    }

    private Optional<DeclaredType> list(SchemaNode schema, String name) {
        return schema.children()
                .items()
                .flatMap(items -> declare(items, name + ".@idx", items.flags().embedded()))
                .map(items -> DeclaredType.list(
                        items,
                        bound(schema.limits().maxItems(), (MAX_REQUEST_BYTES - QUOTES) / (items.minSize() + 1))));
    }

    private Optional<DeclaredType> map(SchemaNode schema, String name) {
        DeclaredType key = DeclaredType.scalar(SimpleType.STRING, 0, QUOTES); // the server counts keys as empty
        return schema.children()
                .additional()
                .flatMap(values ->
                        declare(values, name + ".@elem", values.flags().embedded()))
                .map(values -> DeclaredType.map(
                        key,
                        values,
                        bound(schema.limits().maxProperties(), (MAX_REQUEST_BYTES - QUOTES) / (values.minSize() + 6))));
    }

    private DeclaredType object(SchemaNode schema, String name, boolean root) {
        Map<String, DeclaredType> fields = new LinkedHashMap<>();
        long[] minSize = {2};
        schema.children().properties().forEach((property, below) -> {
            Optional<DeclaredType> type =
                    declare(below, name + "." + property, below.flags().embedded());
            if (type.isEmpty()) {
                return;
            }
            PropertyName.escape(property).ifPresent(escaped -> fields.put(escaped, type.get()));
            if (schema.limits().required().contains(property)
                    && below.defaultValue().isEmpty()) {
                minSize[0] += property.length() + type.get().minSize() + 4;
            }
        });
        if (root) {
            addTypeAndObjectMeta(fields, name);
        }
        return DeclaredType.object(register(name, fields), fields, minSize[0]);
    }

    /** Rules of a resource always see kind, apiVersion, metadata.name and metadata.generateName, and no more of metadata. */
    private void addTypeAndObjectMeta(Map<String, DeclaredType> fields, String name) {
        DeclaredType text = DeclaredType.scalar(SimpleType.STRING, MAX_REQUEST_BYTES - QUOTES, QUOTES);
        fields.put("kind", text);
        fields.put("apiVersion", text);
        Map<String, DeclaredType> metadata = new LinkedHashMap<>();
        if (fields.containsKey("metadata")) {
            metadata.putAll(fields.get("metadata").fields());
        }
        metadata.putIfAbsent("name", text);
        metadata.putIfAbsent("generateName", text);
        fields.put("metadata", DeclaredType.object(register(name + ".metadata", metadata), metadata, 2));
    }

    private CelType register(String name, Map<String, DeclaredType> fields) {
        structs.put(name, StructType.create(name, ImmutableSet.copyOf(fields.keySet()), field -> Optional.ofNullable(
                        fields.get(field))
                .map(DeclaredType::cel)));
        return StructTypeReference.create(name);
    }

    private static DeclaredType text(SchemaNode schema) {
        Limits limits = schema.limits();
        return switch (schema.format()) {
            case "byte" ->
                DeclaredType.scalar(SimpleType.BYTES, bound(limits.maxLength(), MAX_REQUEST_BYTES - QUOTES), QUOTES);
            case "duration" -> DeclaredType.scalar(SimpleType.DURATION, LONGEST_TIME, SHORTEST_DURATION);
            case "date" -> DeclaredType.scalar(SimpleType.TIMESTAMP, DATE_SIZE, DATE_SIZE);
            case "date-time" -> DeclaredType.scalar(SimpleType.TIMESTAMP, LONGEST_TIME, SHORTEST_DATE_TIME);
            default -> DeclaredType.scalar(SimpleType.STRING, longestText(schema), QUOTES);
        };
    }

    private static long longestText(SchemaNode schema) {
        Limits limits = schema.limits();
        if (limits.maxLength().isPresent()) {
            return Math.max(0, limits.maxLength().getAsLong()) * BYTES_PER_CODE_POINT;
        }
        if (!limits.enumeration().isEmpty() && schema.is("string")) {
            return limits.enumeration().stream()
                    .mapToLong(v -> v.asText().length())
                    .max()
                    .orElse(0);
        }
        return MAX_REQUEST_BYTES - QUOTES;
    }

    private static long bound(OptionalLong declared, long assumed) {
        return Math.max(0, declared.orElse(assumed));
    }
}
