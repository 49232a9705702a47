package dev.cortexllm.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Order of the columns that {@code kubectl get} prints: {@code Ready} first, then those that answer a question, in the order
 * in which spec and status declare them, then why and how old. The generator sorts them by path, which means nothing.
 */
final class PrinterColumns {
    private PrinterColumns() {}

    static ArrayNode inOrder(ArrayNode columns, Type... specAndStatus) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(column.path("name").asText(), withoutDefault((ObjectNode) column)));
        List<String> order = new ArrayList<>();
        order.add("Ready");
        for (Type type : specAndStatus) {
            for (Field field : ((Class<?>) type).getDeclaredFields()) {
                PrinterColumn column = field.getAnnotation(PrinterColumn.class);
                if (column != null) {
                    order.add(column.name());
                }
            }
        }
        order.addAll(List.of("Reason", "Age"));
        if (!byName.keySet().equals(new HashSet<>(order))) {
            throw new IllegalStateException("columns " + byName.keySet() + " are not those declared: " + order);
        }
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        order.forEach(name -> sorted.add(byName.get(name)));
        return sorted;
    }

    /** The API server does not store a priority of 0; with it every apply of the manifest would look like a change. */
    private static ObjectNode withoutDefault(ObjectNode column) {
        if (column.path("priority").asInt() == 0) {
            column.remove("priority");
        }
        return column;
    }
}
