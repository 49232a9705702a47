package dev.cortexllm.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.AnyFields;
import dev.cortexllm.api.IntOrString;
import dev.cortexllm.api.ListType;
import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.LabelSelector;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import io.fabric8.generator.annotation.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Fabric8's generator cannot say about a schema, read from the same types by walking both side by side. */
final class SchemaEdits {
    /** References and selectors change as a whole, as their counterparts in Kubernetes do ({@code structType=atomic}). */
    private static final Set<Class<?>> ATOMIC = Set.of(ObjectRef.class, SecretKeyRef.class, LabelSelector.class);

    private SchemaEdits() {}

    /** Puts a description at the top of a schema. */
    static void describe(ObjectNode schema, String text) {
        ObjectNode rest = schema.deepCopy();
        schema.removeAll();
        schema.put("description", text);
        schema.setAll(rest);
    }

    /**
     * Lets a status that nobody has written yet say {@code Ready=Unknown}, as the Gateway API does: the default of the
     * status as a whole applies whenever the API server reads an object without one.
     */
    static void startUnknown(ObjectNode status) {
        status.putObject("default")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "Unknown")
                .put("reason", "Pending")
                .put("message", "Waiting for the operator")
                .put("lastTransitionTime", "1970-01-01T00:00:00Z");
    }

    /** Follows a record and its schema down to the leaves. */
    static void follow(ObjectNode schema, Type type) {
        if (!(type instanceof Class<?> record) || !record.isRecord()) {
            leaf(schema, type);
            return;
        }
        if (ATOMIC.contains(record)) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        for (RecordComponent component : record.getRecordComponents()) {
            JsonNode field = schema.path("properties").path(component.getName());
            if (!(field instanceof ObjectNode fieldSchema)) {
                throw new IllegalStateException(record + " has " + component.getName() + ", its schema does not");
            }
            component(fieldSchema, component);
        }
        if (record == Condition.class) {
            schema.withObject("/properties/lastTransitionTime").put("format", "date-time");
        }
    }

    private static void component(ObjectNode schema, RecordComponent component) {
        if (component.isAnnotationPresent(AnyFields.class)) {
            schema.retain("description", "type", "maxProperties");
            schema.put("x-kubernetes-preserve-unknown-fields", true);
            return;
        }
        if (component.getType() == List.class) {
            ObjectNode items = schema.withObject("/items");
            AnnotatedType item = argument(component, 0);
            bound(items, item);
            follow(items, item.getType());
            mergedAs(schema, component.getAnnotation(ListType.class));
        } else if (component.getType() == Map.class) {
            ObjectNode values = schema.withObject("/additionalProperties");
            AnnotatedType value = argument(component, 1);
            bound(values, value);
            follow(values, value.getType());
        } else {
            follow(schema, component.getGenericType());
        }
    }

    private static AnnotatedType argument(RecordComponent component, int index) {
        return ((AnnotatedParameterizedType) component.getAnnotatedType()).getAnnotatedActualTypeArguments()[index];
    }

    private static void bound(ObjectNode schema, AnnotatedType type) {
        Size size = type.getAnnotation(Size.class);
        if (size != null && type.getType() == String.class) {
            schema.put("maxLength", size.max());
            if (size.min() > 0) {
                schema.put("minLength", size.min());
            }
        }
        if (type.isAnnotationPresent(IntOrString.class)) {
            schema.remove("type");
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().put("type", "integer");
            either.addObject().put("type", "string");
            schema.put("x-kubernetes-int-or-string", true);
        }
    }

    private static void mergedAs(ObjectNode schema, ListType listType) {
        if (listType == null) {
            schema.put("x-kubernetes-list-type", "atomic");
        } else if (listType.value() == ListType.Kind.SET) {
            schema.put("x-kubernetes-list-type", "set");
        } else {
            schema.put("x-kubernetes-list-type", "map");
            schema.putArray("x-kubernetes-list-map-keys").add(listType.key());
        }
    }

    private static void leaf(ObjectNode schema, Type type) {
        if (type == Long.class) {
            schema.put("format", "int64");
        } else if (type == Integer.class) {
            schema.put("format", "int32");
        }
        for (String limit : List.of("minimum", "maximum")) {
            if (schema.has(limit)) {
                schema.put(limit, schema.get(limit).longValue());
            }
        }
    }
}
