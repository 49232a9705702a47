package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What a choice says of calls of tools. Used again for every chunk. */
final class CallFacts {
    private final boolean whole;
    private final boolean renamesCalls;
    private boolean any;
    private boolean odd;
    private int unnamed;

    /**
     * @param whole whether they are of an answer in one piece
     * @param renamesCalls whether ids of calls may have to be changed
     */
    CallFacts(boolean whole, boolean renamesCalls) {
        this.whole = whole;
        this.renamesCalls = renamesCalls;
    }

    void clear() {
        any = false;
        odd = false;
        unnamed = -1;
    }

    /** Whether there is one. */
    boolean any() {
        return any;
    }

    /** Whether one of them has to be looked at more closely, after what the choice has said before. */
    boolean odd(ChoiceState before) {
        return odd || unnamed >= 0 && !before.known(unnamed);
    }

    /** Reads {@code tool_calls}. */
    void read(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            any = true;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                call(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void call(JsonParser parser) throws IOException {
        int at = -1;
        boolean id = false;
        boolean type = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> at = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : -1;
                case "id" -> id = value == JsonToken.VALUE_STRING && parser.getTextLength() > 0;
                case "type" -> type = value == JsonToken.VALUE_STRING;
                case "function" -> function(parser, value);
                default -> {
                    // Passes as it is.
                }
            }
            parser.skipChildren();
        }
        if (whole) {
            odd |= !id || !type || renamesCalls;
        } else {
            // One that begins is looked at more closely; there are few of them.
            odd |= id || at < 0;
            unnamed = Math.max(unnamed, at);
        }
    }

    private void function(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean arguments = parser.currentName().equals("arguments");
            odd |= parser.nextToken().isStructStart() && arguments;
            parser.skipChildren();
        }
    }

    /** Whether a value is more than null or empty. Leaves the parser at its end. */
    static boolean says(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getTextLength() > 0;
        }
        if (!value.isStructStart()) {
            return value != JsonToken.VALUE_NULL;
        }
        if (parser.nextToken().isStructEnd()) {
            return false;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > 0) {
                parser.nextToken();
            }
        }
        return true;
    }
}
