package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cortexllm.router.wire.json.JsonCursor.Malformed;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads large documents as trees, the same ones as Jackson's. Nearly all of them is the inside of strings: Jackson goes through those
 * character by character, here they are looked through thirty-two bytes at a time and copied by the JVM at once.
 */
final class TreeReader {
    /** So many digits a long always has room for; what is longer is left to Jackson. */
    private static final int FEW_DIGITS = 18;

    private final byte[] json;
    private final JsonCursor cursor;
    private final JsonNodeFactory nodes;
    private final ObjectReader numbers;

    /**
     * @param json a document
     * @param numbers reads a number by itself
     */
    TreeReader(byte[] json, ObjectReader numbers) {
        this.json = json;
        this.cursor = new JsonCursor(json);
        this.numbers = numbers;
        this.nodes = numbers.getConfig().getNodeFactory();
    }

    /**
     * Reads the document.
     *
     * @return its value
     * @throws Malformed when it is not one JSON value; a general reader has the words for what is wrong
     * @throws IOException when a number is out of range
     */
    JsonNode read() throws Malformed, IOException {
        JsonNode value = value(cursor.next());
        if (cursor.next() != null) {
            throw new IllegalStateException("the cursor came to something behind the document");
        }
        return value;
    }

    /** As deep as documents may be nested, so deep is this called. */
    private JsonNode value(JsonToken token) throws Malformed, IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> TextNode.valueOf(cursor.text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            default -> throw new IllegalStateException("no value begins with " + token);
        };
    }

    private ObjectNode object() throws Malformed, IOException {
        ObjectNode object = nodes.objectNode();
        while (cursor.next() != JsonToken.END_OBJECT) {
            String name = cursor.name();
            object.set(name, value(cursor.next()));
        }
        return object;
    }

    private ArrayNode array() throws Malformed, IOException {
        ArrayNode array = nodes.arrayNode();
        for (JsonToken token = cursor.next(); token != JsonToken.END_ARRAY; token = cursor.next()) {
            array.add(value(token));
        }
        return array;
    }

    private JsonNode number(JsonToken token) throws IOException {
        int length = cursor.to() - cursor.from();
        if (length > FEW_DIGITS) {
            return numbers.readTree(json, cursor.from(), length);
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return nodes.numberNode(new BigDecimal(cursor.text()));
        }
        long whole = Long.parseLong(cursor.text());
        return whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole);
    }
}
