package dev.cortexllm.compile;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Makes specs of any record type with anything in them: nulls, empty texts, numbers out of range, and sometimes sense. */
final class RandomSpecs {
    private static final List<String> TEXTS = Arrays.asList(
            null,
            "",
            " ",
            "a",
            "a",
            "b",
            "b",
            "c",
            "default",
            "other",
            "moonshot",
            "openai",
            "vllm",
            "acme",
            "5s",
            "10m",
            "0s",
            "soon",
            "999999999h999999999h",
            "1",
            "0.5",
            "-1",
            "1e9",
            "hf://a/b",
            "ollama://a:cloud",
            "pvc://a/b.gguf",
            "qwen3-4b-1xl4",
            "b9115",
            "https://api.example/v1",
            "http://169.254.169.254",
            "http://[",
            "https://user:pw@host",
            "Authorization",
            "x-a",
            "\u0000\n",
            "日本語",
            "%zz",
            "kimi-k2.6",
            "apiKey");
    private static final List<Long> NUMBERS = Arrays.asList(
            null, -1L, 0L, 1L, 1L, 2L, 3L, 7L, 100L, 1_000_000L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE);

    private final Random random;
    private final int nullPercent;

    RandomSpecs(Random random, int nullPercent) {
        this.random = random;
        this.nullPercent = nullPercent;
    }

    <T> T any(Class<T> type) {
        return type.cast(value(type));
    }

    /** The same record with some fields, at any depth, replaced by anything. */
    @SuppressWarnings("unchecked")
    <T> T changed(T record, int percent) {
        return (T) changed(record, record.getClass(), percent);
    }

    private Object changed(Object value, Type type, int percent) {
        if (random.nextInt(100) < percent) {
            return value(type);
        }
        if (value instanceof List<?> list) {
            Type item = ((ParameterizedType) type).getActualTypeArguments()[0];
            List<Object> other = new ArrayList<>();
            list.forEach(entry -> other.add(changed(entry, item, percent)));
            return other;
        }
        if (value == null || !value.getClass().isRecord()) {
            return value;
        }
        return record(
                value.getClass(), component -> changed(read(component, value), component.getGenericType(), percent));
    }

    private static Object read(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private Object value(Type type) {
        if (random.nextInt(100) < nullPercent) {
            return null;
        }
        if (type == Object.class) {
            return value(List.of(String.class, Boolean.class, Long.class).get(random.nextInt(3)));
        }
        if (type == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        if (type == Long.class) {
            return NUMBERS.get(random.nextInt(NUMBERS.size()));
        }
        if (type == Integer.class) {
            Long number = NUMBERS.get(random.nextInt(NUMBERS.size()));
            return number == null ? null : Integer.valueOf(number.intValue());
        }
        if (type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? list(generic) : map(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        return record(plain, component -> value(component.getGenericType()));
    }

    private List<Object> list(ParameterizedType type) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(type.getActualTypeArguments()[0]));
        }
        return list;
    }

    private Map<String, Object> map(ParameterizedType type) {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put(String.valueOf(value(String.class)), value(type.getActualTypeArguments()[1]));
        }
        return map;
    }

    private static Object record(Class<?> type, Function<RecordComponent, Object> valueOf) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components).map(valueOf).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
