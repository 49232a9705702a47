package dev.cortexllm.sandbox.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name header
 * @param type OpenAPI type
 * @param format OpenAPI format, {@code name} for the object's name
 * @param description help text
 * @param priority 0 = always shown, 1 = wide only
 * @param cell the value for an object at a time
 */
record Column(
        String name,
        String type,
        String format,
        String description,
        int priority,
        BiFunction<JsonNode, Instant, JsonNode> cell) {

    static Column text(String name, Function<JsonNode, String> cell) {
        return new Column(name, "string", "", name, 0, (object, now) -> TextNode.valueOf(cell.apply(object)));
    }

    static Column number(String name, Function<JsonNode, Integer> cell) {
        return new Column(name, "integer", "", name, 0, (object, now) -> IntNode.valueOf(cell.apply(object)));
    }

    static Column time(String name, BiFunction<JsonNode, Instant, String> cell) {
        return new Column(name, "string", "", name, 0, (object, now) -> {
            String value = cell.apply(object, now);
            return value == null ? NullNode.getInstance() : TextNode.valueOf(value);
        });
    }

    /** The same, shown by {@code -o wide} only. */
    Column wide() {
        return new Column(name, type, format, description, 1, cell);
    }
}
