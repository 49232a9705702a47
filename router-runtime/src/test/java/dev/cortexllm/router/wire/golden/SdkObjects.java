package dev.cortexllm.router.wire.golden;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks through objects of OpenAI's and Anthropic's SDKs, which are made alike, for what their types do not know: they keep
 * it in additional properties and unknown variants of unions, without a complaint.
 */
final class SdkObjects {
    private static final String ADDITIONAL = "additionalProperties";
    private static final String UNKNOWN_VARIANT = "_json";
    /** A schema is the client's own, whatever stands in it. */
    private static final Set<String> FREE = Set.of("InputSchema");

    private final Set<String> unknown = new TreeSet<>();

    private SdkObjects() {}

    /**
     * Looks through an object.
     *
     * @param object of an SDK
     * @return paths of what its types do not know
     */
    static Set<String> unknown(Object object) {
        SdkObjects objects = new SdkObjects();
        objects.visit(object, "");
        return objects.unknown;
    }

    private void visit(Object value, String path) {
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                visit(item, path + "[" + index++ + "]");
            }
        } else if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> visit(entry, path + "." + key));
        } else if (value != null && value.getClass().getSimpleName().equals("KnownValue")) {
            visit(get(field(value, "value"), value), path);
        } else if (value != null && value.getClass().getName().matches("com\\.(openai|anthropic)\\.models\\..*")) {
            model(value, path);
        }
    }

    private void model(Object value, String path) {
        List<Field> fields = fields(value);
        boolean union = fields.stream().anyMatch(field -> field.getName().equals(UNKNOWN_VARIANT));
        boolean known = false;
        for (Field field : fields) {
            Object held = get(field, value);
            if (field.getName().equals(UNKNOWN_VARIANT)) {
                continue;
            }
            if (field.getName().equals(ADDITIONAL)) {
                additional((Map<?, ?>) held, value, fields, path);
            } else if (held != null) {
                known = true;
                visit(held, union ? path : path + "." + field.getName());
            }
        }
        if (union && !known) {
            unknown.add(path + " (no variant of " + value.getClass().getSimpleName() + ")");
        }
    }

    /** Types without any property of their own, such as metadata, are maps and know every name. */
    private void additional(Map<?, ?> held, Object value, List<Field> fields, String path) {
        boolean map = fields.stream().noneMatch(SdkObjects::property);
        if (!map && !FREE.contains(value.getClass().getSimpleName())) {
            held.keySet().forEach(name -> unknown.add(path + "." + name));
        }
    }

    private static boolean property(Field field) {
        return field.getType().getName().matches(".*\\.core\\.Json(Field|Value)")
                && !field.getName().equals(UNKNOWN_VARIANT);
    }

    private static List<Field> fields(Object value) {
        return List.of(value.getClass().getDeclaredFields()).stream()
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !field.getType().getName().equals("kotlin.Lazy"))
                .filter(field -> !field.getType().isPrimitive())
                .toList();
    }

    private static Field field(Object value, String name) {
        try {
            return value.getClass().getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object get(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
