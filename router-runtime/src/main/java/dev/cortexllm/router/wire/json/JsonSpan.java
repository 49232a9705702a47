package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON value by its place in the bytes it was read from: enough to find what has to change there, so that all else stays
 * byte for byte. Members and elements are in the order of the bytes, also those whose name stands twice.
 */
public final class JsonSpan {
    /** More values than any honest body holds; each costs some 50 bytes here. */
    static final int MOST_VALUES = 1_000_000;

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

    private JsonSpan(byte[] bytes, Kind kind, int from, String name, int nameFrom) {
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
        return new Reading(bytes, from).all(to);
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

    private static final class Reading {
        private final byte[] bytes;
        private final int base;
        private int count;

        Reading(byte[] bytes, int base) {
            this.bytes = bytes;
            this.base = base;
        }

        JsonSpan all(int to) throws IOException {
            try (JsonParser parser = JSON.createParser(bytes, base, to - base)) {
                if (parser.nextToken() == null) {
                    throw new IOException("no value");
                }
                return value(parser, null, -1);
            }
        }

        private JsonSpan value(JsonParser parser, String name, int nameFrom) throws IOException {
            if (++count > MOST_VALUES) {
                throw new IOException("more than " + MOST_VALUES + " JSON values");
            }
            JsonToken token = parser.currentToken();
            int from = base + (int) parser.currentTokenLocation().getByteOffset();
            JsonSpan span = new JsonSpan(bytes, kindOf(token), from, name, nameFrom);
            switch (span.kind) {
                case OBJECT -> members(parser, span);
                case ARRAY -> elements(parser, span);
                case STRING -> {
                    parser.finishToken();
                    span.to = base + (int) parser.currentLocation().getByteOffset();
                }
                default -> span.to = from + parser.getTextLength();
            }
            return span;
        }

        private void members(JsonParser parser, JsonSpan object) throws IOException {
            List<JsonSpan> members = new ArrayList<>(4);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int nameFrom = base + (int) parser.currentTokenLocation().getByteOffset();
                parser.nextToken();
                members.add(value(parser, name, nameFrom));
            }
            close(parser, object, members);
        }

        private void elements(JsonParser parser, JsonSpan array) throws IOException {
            List<JsonSpan> elements = new ArrayList<>(4);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IOException("an array without an end");
                }
                elements.add(value(parser, null, -1));
            }
            close(parser, array, elements);
        }

        private void close(JsonParser parser, JsonSpan container, List<JsonSpan> children) {
            container.children = children.isEmpty() ? List.of() : children;
            container.to = base + (int) parser.currentLocation().getByteOffset();
        }

        private static Kind kindOf(JsonToken token) {
            return switch (token) {
                case START_OBJECT -> Kind.OBJECT;
                case START_ARRAY -> Kind.ARRAY;
                case VALUE_STRING -> Kind.STRING;
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
                case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
                default -> Kind.NULL;
            };
        }
    }
}
