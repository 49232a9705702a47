package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * JSON as trees, for where a body is translated. Numbers keep their digits ({@code 1.0} stays {@code 1.0}, integers of any
 * length stay whole), a name that stands twice in an object is an error.
 */
public final class JsonTrees {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonReading.factory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);
    private static final ObjectWriter WRITER = MAPPER.writer();
    /** From here on most of a document is long strings. */
    private static final int LARGE_BYTES = 4 * 1024;

    private JsonTrees() {}

    /**
     * Reads one value.
     *
     * @param bytes where it is, in UTF-8
     * @param from offset of its first byte
     * @param to offset behind its last byte
     * @return the value; a missing node where there is none
     * @throws IOException when it is not one JSON value
     */
    public static JsonNode read(byte[] bytes, int from, int to) throws IOException {
        try {
            return READER.readTree(bytes, from, to - from);
        } catch (NumberFormatException e) {
            throw outOfRange();
        }
    }

    /**
     * Reads one value.
     *
     * @param bytes JSON in UTF-8
     * @return the value; a missing node where there is none
     * @throws IOException when it is not one JSON value
     */
    public static JsonNode read(byte[] bytes) throws IOException {
        JsonNode large = bytes.length < LARGE_BYTES ? null : large(bytes);
        return large == null ? read(bytes, 0, bytes.length) : large;
    }

    /** Null when something is wrong with it: Jackson has the words for that. */
    private static JsonNode large(byte[] bytes) throws IOException {
        try {
            return new TreeReader(bytes, READER).read();
        } catch (NumberFormatException e) {
            throw outOfRange();
        } catch (JsonCursor.Malformed e) {
            return null;
        }
    }

    /**
     * Reads one value.
     *
     * @param text JSON text
     * @return the value; a missing node where there is none
     * @throws IOException when it is not one JSON value
     */
    public static JsonNode read(String text) throws IOException {
        try {
            return READER.readTree(text);
        } catch (NumberFormatException e) {
            throw outOfRange();
        }
    }

    /** The parser lets it out where an exponent does not fit into an int. */
    private static IOException outOfRange() {
        return new JsonParseException(null, "a number is out of range");
    }

    /**
     * Writes a value.
     *
     * @param node a tree
     * @return JSON in UTF-8
     */
    public static byte[] bytes(JsonNode node) {
        ByteArrayBuilder out = new ByteArrayBuilder();
        try (JsonGenerator generator = new LongTexts(WRITER.createGenerator(out))) {
            WRITER.writeValue(generator, node);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
        return out.toByteArray();
    }

    /**
     * Writes a value.
     *
     * @param node a tree
     * @return JSON text
     */
    public static String text(JsonNode node) {
        try {
            return WRITER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** A new empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A new empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }
}
