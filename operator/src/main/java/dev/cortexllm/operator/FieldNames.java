package dev.cortexllm.operator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads of {@code metadata.managedFields} which fields directly under {@code spec} a manager owns, and skips the rest. Nothing here
 * asks for more, and the trees of field names are most of what the caches of a large cluster would hold: without them a model
 * deployment with its children takes less than half of the memory.
 */
final class FieldNames extends StdDeserializer<FieldsV1> {
    private static final long serialVersionUID = 1L;
    private static final String SPEC = "f:spec";

    private FieldNames() {
        super(FieldsV1.class);
    }

    /** How a client reads and writes that keeps no more of managed fields. */
    static KubernetesSerialization serialization() {
        ObjectMapper mapper =
                new ObjectMapper().registerModule(new SimpleModule().addDeserializer(FieldsV1.class, new FieldNames()));
        return new KubernetesSerialization(mapper, true);
    }

    @Override
    public FieldsV1 deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        FieldsV1 fields = new FieldsV1();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean spec = SPEC.equals(parser.currentName());
            if (parser.nextToken() == JsonToken.START_OBJECT && spec) {
                fields.setAdditionalProperty(SPEC, names(parser));
            } else {
                parser.skipChildren();
            }
        }
        return fields;
    }

    /** Names in the order in which they come, each with nothing under it. */
    private static Map<String, Object> names(JsonParser parser) throws IOException {
        Map<String, Object> names = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            names.put(parser.currentName(), Map.of());
            parser.nextToken();
            parser.skipChildren();
        }
        return names;
    }
}
