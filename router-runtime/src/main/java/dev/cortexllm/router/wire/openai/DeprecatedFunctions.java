package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.json.JsonReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds out whether a request offers {@code functions}, as was done before there were {@code tools}. */
final class DeprecatedFunctions {
    private static final JsonFactory JSON = JsonReading.factory();
    private static final byte[] WORD = "\"functions\"".getBytes(StandardCharsets.US_ASCII);

    private DeprecatedFunctions() {}

    /**
     * Whether it does.
     *
     * @param body valid JSON, one object
     * @return true when the answer has to have a {@code function_call} in place of {@code tool_calls}
     */
    static boolean offeredIn(byte[] body) {
        return holdsWord(body) && holdsField(body);
    }

    /** Almost no request does, so look for the bare word first. */
    private static boolean holdsWord(byte[] body) {
        int last = body.length - WORD.length;
        for (int i = 0; i <= last; i++) {
            if (body[i] == '"' && body[i + 1] == 'f' && startsAt(body, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] body, int from) {
        for (int i = 2; i < WORD.length; i++) {
            if (body[from + i] != WORD[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsField(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean functions = parser.currentName().equals("functions");
                JsonToken value = parser.nextToken();
                if (functions) {
                    return value == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY;
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("the body was scanned", e);
        }
    }
}
