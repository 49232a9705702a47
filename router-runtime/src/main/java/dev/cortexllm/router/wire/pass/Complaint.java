package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonReading;
import dev.cortexllm.router.wire.json.Utf8;
import java.io.IOException;

/** What a client is told of a body that is not JSON: {@code JsonCursor} knows only that, so Jackson reads it again and says why. */
final class Complaint {
    private static final JsonFactory JSON = JsonReading.withoutDuplicates();

    /** What the parser tells programmers of its settings; a client has no use for it. */
    private static final String ADVICE = "(, from `[^`]*`)|(: enable `[^`]*` to allow)";

    /** How the parser begins to say that a name stands twice in one object. */
    private static final String DUPLICATE = "Duplicate field '";

    private Complaint() {}

    /**
     * Says what is wrong.
     *
     * @param body not UTF-8, or not JSON
     * @return the sentence, with the place
     */
    static InvalidBody about(byte[] body) {
        int wrong = Utf8.firstInvalid(body);
        if (wrong >= 0) {
            return new InvalidBody("The request body is not valid UTF-8 at byte " + wrong + ".", null);
        }
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
        } catch (JsonProcessingException e) {
            return of(e, body);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return new InvalidBody("The request body is not valid JSON.", null);
    }

    private static InvalidBody of(JsonProcessingException e, byte[] body) {
        String where = e.getLocation() == null
                ? "."
                : at(body, (int) Math.min(body.length, e.getLocation().getByteOffset()));
        String why = e.getOriginalMessage().replaceAll(ADVICE, "");
        if (why.startsWith(DUPLICATE)) {
            String name = why.substring(DUPLICATE.length(), why.lastIndexOf('\''));
            return new InvalidBody("'" + name + "' stands twice in one object of the request" + where, name);
        }
        return new InvalidBody("The request body is not valid JSON: " + why + where, null);
    }

    /** A place, as the end of a sentence. Lines end as Jackson has them end: by a line feed, a carriage return, or both. */
    static String at(byte[] body, int offset) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < offset; i++) {
            if (body[i] == '\n' || body[i] == '\r' && (i + 1 == body.length || body[i + 1] != '\n')) {
                line++;
                begin = i + 1;
            }
        }
        return " (line " + line + ", column " + (offset - begin + 1) + ", byte " + offset + ").";
    }
}
