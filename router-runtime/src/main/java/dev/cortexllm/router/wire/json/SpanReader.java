package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads values by their places. */
final class SpanReader {
    /** More values than any honest body holds; each costs some 50 bytes. */
    static final int MOST_VALUES = 1_000_000;

    private static final JsonFactory JSON = JsonReading.factory();

    private final byte[] bytes;
    private final int base;
    private int count;

    SpanReader(byte[] bytes, int base) {
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
        int from = start(parser);
        JsonSpan span = new JsonSpan(bytes, kindOf(token), from, name, nameFrom);
        switch (span.kind()) {
            case OBJECT -> {
                List<JsonSpan> members = members(parser);
                span.close(end(parser), members);
            }
            case ARRAY -> {
                List<JsonSpan> elements = elements(parser);
                span.close(end(parser), elements);
            }
            case STRING -> {
                parser.finishToken();
                span.close(end(parser), List.of());
            }
            default -> span.close(from + parser.getTextLength(), List.of());
        }
        return span;
    }

    private List<JsonSpan> members(JsonParser parser) throws IOException {
        List<JsonSpan> members = new ArrayList<>(4);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int nameFrom = start(parser);
            parser.nextToken();
            members.add(value(parser, name, nameFrom));
        }
        return members;
    }

    private List<JsonSpan> elements(JsonParser parser) throws IOException {
        List<JsonSpan> elements = new ArrayList<>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, null, -1));
        }
        return elements;
    }

    private int start(JsonParser parser) {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int end(JsonParser parser) {
        return base + (int) parser.currentLocation().getByteOffset();
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
