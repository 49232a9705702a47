package dev.cortexllm.sandbox.clients.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON for tests: what is not JSON fails the test. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Reads a text. */
    public static JsonNode of(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** Reads a text with single quotes for double ones, which is easier to read in Java. */
    public static JsonNode quoted(String text) {
        return of(text.replace('\'', '"'));
    }

    /** Reads a value into a type. */
    public static <T> T as(JsonNode value, Class<T> type) {
        return MAPPER.convertValue(value, type);
    }

    /** Turns any value into a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }
}
