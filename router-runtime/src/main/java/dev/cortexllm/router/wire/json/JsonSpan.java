package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A JSON value by its place in the bytes it was read from: enough to find what has to change there, so that all else stays
 * byte for byte. Members and elements are in the order of the bytes, also those whose name stands twice.
 */
public final class JsonSpan {
    private static final JsonFactory JSON = JsonReading.factory();

    /** What a value is. */
    public enum Kind {
        /** An object. */
        OBJECT,
        /** An array. */
        ARRAY,
        /** A string. */
        STRING,
        /** A number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** Null. */
        NULL
    }

    private final byte[] bytes;
    private final Kind kind;
    private final int from;
    private final String name;
    private final int nameFrom;
    private int to;
    private List<JsonSpan> children = List.of();

    JsonSpan(byte[] bytes, Kind kind, int from, String name, int nameFrom) {
        this.bytes = bytes;
        this.kind = kind;
        this.from = from;
        this.name = name;
        this.nameFrom = nameFrom;
    }

    /**
     * Reads one value.
     *
     * @param bytes where it is, in UTF-8; nobody changes them any more
     * @param from offset from which to look
     * @param to offset behind its last byte
     * @return the value with all that is in it
     * @throws IOException when it is not JSON, or holds more than a million values
     */
    public static JsonSpan read(byte[] bytes, int from, int to) throws IOException {
        return new SpanReader(bytes, from).all(to);
    }

    /** It ends there, and holds these. */
    void close(int end, List<JsonSpan> held) {
        to = end;
        children = held.isEmpty() ? List.of() : held;
    }

    /** What it is. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is of a kind. */
    public boolean is(Kind some) {
        return kind == some;
    }

    /** Offset of its first byte. */
    public int from() {
        return from;
    }

    /** Offset behind its last byte. */
    public int to() {
        return to;
    }

    /** Offset of the first byte of the member or element: that of the name's opening quote, where there is a name. */
    public int start() {
        return name == null ? from : nameFrom;
    }

    /** Offset of the first byte of the name. */
    public int nameFrom() {
        return nameFrom;
    }

    /** Offset behind the name's closing quote. */
    public int nameTo() {
        int at = nameFrom + 1;
        while (bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** Its name in the object around it, or null. */
    public String name() {
        return name;
    }

    /** Members of an object or elements of an array; empty for anything else. */
    public List<JsonSpan> children() {
        return children;
    }

    /**
     * Looks a member up.
     *
     * @param member its name
     * @return the last of that name, as most readers take it; null when there is none
     */
    public JsonSpan member(String member) {
        for (int i = children.size() - 1; i >= 0; i--) {
            if (member.equals(children.get(i).name)) {
                return children.get(i);
            }
        }
        return null;
    }

    /** A string's text, null for any other kind. */
    public String text() {
        if (kind != Kind.STRING) {
            return null;
        }
        for (int i = from + 1; i < to - 1; i++) {
            if (bytes[i] == '\\') {
                return unescaped();
            }
        }
        return new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8);
    }

    private String unescaped() {
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new IllegalStateException("what was read once can be read again", e);
        }
    }

    /** A number's value, null for any other kind and for one out of all bounds. */
    public BigDecimal number() {
        try {
            return kind == Kind.NUMBER ? new BigDecimal(raw()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Its bytes as text. */
    public String raw() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The bytes that it is in. */
    public byte[] bytes() {
        return bytes;
    }
}
