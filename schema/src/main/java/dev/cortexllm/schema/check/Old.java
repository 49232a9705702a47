package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.node.JsonEquality;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.List;
import java.util.Optional;

/**
 * The stored counterpart of a value, found by field name, by map key or by the keys of a list of type map; other lists have no
 * correlation between old and new items. It serves transition rules and ratcheting (an unchanged value is not refused again,
 * Kubernetes 1.33 and later).
 *
 * @param value the stored value, when there is one
 */
public record Old(Optional<JsonNode> value) {
    /** No stored counterpart. */
    public static final Old NONE = new Old(Optional.empty());

    /** The counterpart of the field {@code name}. */
    public Old field(String name) {
        return new Old(value.map(v -> v.get(name)));
    }

    /** The counterpart of {@code item} in a list with the schema {@code list}. */
    public Old item(JsonNode item, SchemaNode list) {
        List<String> keys = list.flags().listMapKeys();
        if (value.isEmpty() || !list.flags().listType().equals("map") || !item.isObject()) {
            return NONE;
        }
        for (JsonNode candidate : value.get()) {
            if (keys.stream().allMatch(key -> sameKey(candidate.get(key), item.get(key)))) {
                return new Old(Optional.of(candidate));
            }
        }
        return NONE;
    }

    private static boolean sameKey(JsonNode left, JsonNode right) {
        return JsonEquality.same(left, right);
    }

    /** Whether {@code now} is what was stored. */
    public boolean isUnchanged(JsonNode now) {
        return value.isPresent() && JsonEquality.same(value.get(), now);
    }
}
