package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;

/**
 * Goes through a JSON document (RFC 8259) token by token and tells where each stands. Nearly all of a large request is the inside of
 * strings, of which only the end matters here: it is looked for thirty-two bytes at a time, which no general reader does, and this is what
 * the time of a large request goes into. As strict as {@link JsonReading#withoutDuplicates}, and silent: whatever is wrong is {@link
 * Malformed}, and that reader has the words for it.
 */
public final class JsonCursor {
    /** The document is not JSON or not UTF-8, is nested too deeply, or has a name twice in one object. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private Malformed() {
            super("malformed", null, false, false);
        }
    }

    private static final int END = -1;

    private final byte[] json;
    private final Nesting nesting = new Nesting();
    private int at;
    private JsonToken token;
    private int from;
    private int to;
    private boolean plain;
    private String name;

    /**
     * @param json a document; nobody changes it
     */
    public JsonCursor(byte[] json) {
        this.json = json;
    }

    /**
     * Goes to the next token.
     *
     * @return what it is: a start or an end of an object or array, a name or a value; null behind the document's end
     * @throws Malformed when what stands there is wrong
     */
    public JsonToken next() throws Malformed {
        int next = blank();
        if (token == JsonToken.FIELD_NAME) {
            return value(next);
        }
        boolean first = token == null || token.isStructStart();
        if (nesting.depth() == 0) {
            return first ? value(next) : end(next);
        }
        if (next == (nesting.inObject() ? '}' : ']')) {
            JsonToken ended = nesting.inObject() ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
            nesting.leave();
            return punctuation(ended);
        }
        if (!first) {
            expect(next, ',');
            next = blank();
        }
        return nesting.inObject() ? name(next) : value(next);
    }

    private JsonToken end(int next) throws Malformed {
        if (next != END) {
            throw new Malformed();
        }
        return null;
    }

    /** The token that {@link #next} came to last; null before the first. */
    public JsonToken token() {
        return token;
    }

    /** Offset of the token's first byte, a quote included. */
    public int from() {
        return from;
    }

    /** Offset behind the token's last byte, a quote included. */
    public int to() {
        return to;
    }

    /** The last name: that of the value that the cursor is at. */
    public String name() {
        return name;
    }

    /** Offset of the first byte behind the token that is no white space; the document's length when there is none. */
    public int rest() {
        blank();
        return at;
    }

    /** Whether the object or array that the cursor has come to the start of is empty. */
    public boolean isEmpty() {
        int next = blank();
        return next == ']' || next == '}';
    }

    /**
     * What a string or a number says.
     *
     * @return the string without quotes and escapes, or the number as it is written
     */
    public String text() {
        if (token == JsonToken.VALUE_STRING) {
            return string();
        }
        return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * At the start of an object or array goes to its end; anywhere else stays.
     *
     * @throws Malformed when what stands there is wrong
     */
    public void skip() throws Malformed {
        if (token.isStructStart()) {
            int outside = nesting.depth() - 1;
            while (nesting.depth() > outside) {
                next();
            }
        }
    }

    private int blank() {
        while (at < json.length) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                // A byte of 0xFF must not look like the end.
                return b & 0xFF;
            }
            at++;
        }
        return END;
    }

    private void expect(int next, char wanted) throws Malformed {
        if (next != wanted) {
            throw new Malformed();
        }
        at++;
    }

    private JsonToken punctuation(JsonToken what) {
        from = at;
        to = ++at;
        token = what;
        return what;
    }

    private JsonToken name(int next) throws Malformed {
        if (next != '"') {
            throw new Malformed();
        }
        through();
        String found = string();
        if (!nesting.isNew(found)) {
            throw new Malformed();
        }
        name = found;
        expect(blank(), ':');
        token = JsonToken.FIELD_NAME;
        return token;
    }

    private JsonToken value(int next) throws Malformed {
        switch (next) {
            case '{', '[' -> {
                if (!nesting.enter(next == '{')) {
                    throw new Malformed();
                }
                return punctuation(next == '{' ? JsonToken.START_OBJECT : JsonToken.START_ARRAY);
            }
            case '"' -> {
                through();
                token = JsonToken.VALUE_STRING;
            }
            case 't' -> literal("true", JsonToken.VALUE_TRUE);
            case 'f' -> literal("false", JsonToken.VALUE_FALSE);
            case 'n' -> literal("null", JsonToken.VALUE_NULL);
            default -> number();
        }
        return token;
    }

    private void literal(String word, JsonToken what) throws Malformed {
        from = at;
        for (int i = 0; i < word.length(); i++) {
            if (at == json.length || json[at++] != word.charAt(i)) {
                throw new Malformed();
            }
        }
        to = at;
        token = what;
    }

    private void number() throws Malformed {
        int end = JsonNumber.end(json, at);
        if (end < 0) {
            throw new Malformed();
        }
        from = at;
        token = JsonNumber.isWhole(json, from, end) ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
        at = end;
        to = end;
    }

    /** From a string's opening quote to behind its closing one. */
    private void through() throws Malformed {
        from = at;
        plain = true;
        at = special(at + 1);
        while (at < json.length && json[at] == '\\') {
            plain = false;
            do {
                int length = JsonText.escape(json, at);
                if (length == 0) {
                    throw new Malformed();
                }
                at += length;
            } while (at < json.length && json[at] == '\\');
            at = special(at);
        }
        if (at == json.length || json[at] != '"') {
            throw new Malformed();
        }
        to = ++at;
    }

    /** The first quote, backslash or control character; what lies before it is UTF-8. */
    private int special(int start) throws Malformed {
        int i = JsonText.special(json, start);
        while (i < json.length && json[i] < 0) {
            plain = false;
            do {
                int width = Utf8.width(json, i);
                if (width == 0) {
                    throw new Malformed();
                }
                i += width;
            } while (i < json.length && json[i] < 0);
            i = JsonText.special(json, i);
        }
        return i;
    }

    private String string() {
        return plain
                ? new String(json, from + 1, to - from - 2, StandardCharsets.ISO_8859_1)
                : Unescaped.text(json, from + 1, to - 1);
    }
}
