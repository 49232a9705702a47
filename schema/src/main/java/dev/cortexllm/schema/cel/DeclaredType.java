package dev.cortexllm.schema.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The CEL type of a schema node, with the sizes that cost estimation needs ({@code DeclType} of {@code apiserver/pkg/cel}).
 *
 * @param cel the type the checker sees
 * @param fields an object's fields by their CEL names
 * @param key the key type of a map
 * @param element the type of a list's items or a map's values
 * @param maxElements most code points, items or entries a value can have; 0 for scalars
 * @param minSize fewest bytes of a value in JSON
 */
record DeclaredType(
        CelType cel,
        Map<String, DeclaredType> fields,
        Optional<DeclaredType> key,
        Optional<DeclaredType> element,
        long maxElements,
        long minSize) {

    /** The size of an empty list or object in JSON. */
    private static final long EMPTY_BRACKETS = 2;

    static DeclaredType scalar(CelType cel, long maxElements, long minSize) {
        return new DeclaredType(cel, Map.of(), Optional.empty(), Optional.empty(), maxElements, minSize);
    }

    static DeclaredType list(DeclaredType items, long maxItems) {
        return new DeclaredType(
                ListType.create(items.cel), Map.of(), Optional.empty(), Optional.of(items), maxItems, EMPTY_BRACKETS);
    }

    static DeclaredType map(DeclaredType key, DeclaredType values, long maxProperties) {
        return new DeclaredType(
                MapType.create(SimpleType.STRING, values.cel),
                Map.of(),
                Optional.of(key),
                Optional.of(values),
                maxProperties,
                EMPTY_BRACKETS);
    }

    static DeclaredType object(CelType cel, Map<String, DeclaredType> fields, long minSize) {
        return new DeclaredType(cel, fields, Optional.empty(), Optional.empty(), 0, minSize);
    }

    /**
     * Most elements of the value that {@code path} leads to: fields by CEL name, {@code @items}, {@code @values}, {@code @keys}.
     * Empty when it leads nowhere.
     */
    OptionalLong maxElementsAt(List<String> path) {
        Optional<DeclaredType> here = Optional.of(this);
        for (String step : path) {
            here = here.flatMap(type -> switch (step) {
                case "@items", "@values" -> type.element;
                case "@keys" -> type.key;
                default -> Optional.ofNullable(type.fields.get(step));
            });
        }
        return here.isPresent() ? OptionalLong.of(here.get().maxElements) : OptionalLong.empty();
    }
}
