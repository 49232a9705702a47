package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.JsonSerializable;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code com.google.genai:google-genai}. Its type of a whole request is that of its own methods, not of the wire: a body is
 * read field by field.
 */
final class GeminiSdk implements SdkTypes {
    private static final ObjectMapper MAPPER =
            JsonSerializable.objectMapper().copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Map<String, JavaType> REQUEST = Map.of(
            "contents", listOf(Content.class),
            "systemInstruction", type(Content.class),
            "tools", listOf(Tool.class),
            "toolConfig", type(ToolConfig.class),
            "safetySettings", listOf(SafetySetting.class),
            "generationConfig", type(GenerationConfig.class),
            "cachedContent", type(String.class));

    private static final String SIGNATURE = "thoughtSignature";

    private static JavaType type(Class<?> type) {
        return MAPPER.constructType(type);
    }

    private static JavaType listOf(Class<?> type) {
        return MAPPER.getTypeFactory().constructCollectionType(List.class, type);
    }

    @Override
    public JsonNode request(JsonNode json) throws IOException {
        ObjectNode back = MAPPER.createObjectNode();
        for (Iterator<Map.Entry<String, JsonNode>> fields = json.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JavaType type = REQUEST.get(field.getKey());
            if (type == null) {
                throw new IOException("a request has no field " + field.getKey());
            }
            back.set(field.getKey(), roundTrip(field.getValue(), type));
        }
        return back;
    }

    @Override
    public JsonNode answer(JsonNode json) throws IOException {
        return roundTrip(json, type(GenerateContentResponse.class));
    }

    @Override
    public JsonNode event(JsonNode json) throws IOException {
        return answer(json);
    }

    @Override
    public boolean apart(Events event) {
        return event.json() != null && event.json().has("error");
    }

    private static JsonNode roundTrip(JsonNode json, JavaType type) throws IOException {
        JsonNode standard = json.deepCopy();
        standard.findParents(SIGNATURE).forEach(GeminiSdk::standard);
        Object read = MAPPER.treeToValue(standard, type);
        Set<String> unknown = new TreeSet<>();
        visit(read, unknown);
        if (!unknown.isEmpty()) {
            throw new IOException("unknown words: " + unknown);
        }
        // Not as a tree at once: bytes would stay bytes in it.
        JsonNode back = MAPPER.readTree(MAPPER.writeValueAsBytes(read));
        return standard.equals(back) ? json : back;
    }

    /** Google's JSON reads bytes in both alphabets of base64, its SDK for Java in one. */
    private static void standard(JsonNode part) {
        String signature = part.path(SIGNATURE).asText();
        ((ObjectNode) part).put(SIGNATURE, signature.replace('_', '/').replace('-', '+'));
    }

    /** Enumerations of the SDK keep words that they do not know, as unspecified. */
    private static void visit(Object value, Set<String> unknown) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(held -> visit(held, unknown));
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> visit(item, unknown));
        } else if (value != null && value.getClass().getName().startsWith("com.google.genai.types.")) {
            for (Method method : value.getClass().getMethods()) {
                if (method.getName().equals("knownEnum")) {
                    String known = String.valueOf(call(method, value));
                    if (known.endsWith("UNSPECIFIED") && !known.equals(value.toString())) {
                        unknown.add(value.toString());
                    }
                } else if (method.getReturnType() == Optional.class && method.getParameterCount() == 0) {
                    visit(call(method, value), unknown);
                }
            }
        }
    }

    private static Object call(Method method, Object value) {
        try {
            method.setAccessible(true);
            return method.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
