package dev.cortexllm.router.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/** Reads constants as their {@link JsonProperty} says that they are written, for a mapper that looks at no annotations. */
final class WrittenConstants extends SimpleDeserializers {
    private static final long serialVersionUID = 1L;

    private WrittenConstants() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        module.setDeserializers(new WrittenConstants());
        return module;
    }

    @Override
    public JsonDeserializer<?> findEnumDeserializer(
            Class<?> type, DeserializationConfig config, BeanDescription description) {
        return new Constants(type);
    }

    private static final class Constants extends StdScalarDeserializer<Object> {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, Object> byWord = new HashMap<>();

        Constants(Class<?> type) {
            super(type);
            for (Object constant : type.getEnumConstants()) {
                byWord.put(word(type, ((Enum<?>) constant).name()), constant);
            }
        }

        private static String word(Class<?> type, String name) {
            try {
                Field field = type.getField(name);
                JsonProperty written = field.getAnnotation(JsonProperty.class);
                return written == null ? name : written.value();
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException("every constant is a field", e);
            }
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Object constant = byWord.get(parser.getText());
            return constant == null
                    ? context.handleWeirdStringValue(handledType(), parser.getText(), "not one of the values")
                    : constant;
        }
    }
}
