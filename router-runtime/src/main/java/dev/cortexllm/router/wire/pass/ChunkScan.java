package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.json.JsonReading;
import java.io.IOException;

/**
 * What one chunk of a streamed completion is. Any delta that says more than a role counts as content, so that fields which
 * vendors add ({@code reasoning_content}, {@code tool_calls}, {@code audio}, ...) need no list.
 */
final class ChunkScan {
    private static final JsonFactory JSON = JsonReading.factory();

    private boolean content;
    private boolean finish;
    private boolean error;
    private boolean choice;
    private Usage usage;

    /** Whether some delta holds content. */
    boolean content() {
        return content;
    }

    /** Whether some choice is finished. */
    boolean finish() {
        return finish;
    }

    /** Whether it is an error in place of a chunk. */
    boolean error() {
        return error;
    }

    /** The usage it tells, or null. */
    Usage usage() {
        return usage;
    }

    /** Whether it tells the usage and nothing else. */
    boolean usageOnly() {
        return usage != null && !choice;
    }

    /**
     * Reads a chunk.
     *
     * @param bytes where it is
     * @param from offset of its first byte
     * @param to offset behind its last byte
     * @throws IOException when it is not a JSON object
     */
    void scan(byte[] bytes, int from, int to) throws IOException {
        content = false;
        finish = false;
        error = false;
        choice = false;
        usage = null;
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a chunk must be an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "choices" -> choices(parser, value);
                    case "usage" -> usage(parser, value);
                    case "error" -> {
                        error = value != JsonToken.VALUE_NULL;
                        parser.skipChildren();
                    }
                    default -> parser.skipChildren();
                }
            }
        }
    }

    private void choices(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            choice = true;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                choice(parser);
            }
        }
    }

    private void choice(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "delta", "message" -> delta(parser, value);
                case "finish_reason" -> finish |= value == JsonToken.VALUE_STRING;
                case "usage" -> usage(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private void delta(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean role = parser.currentName().equals("role");
            boolean says = says(parser, parser.nextToken());
            content |= says && !role;
        }
    }

    /** Whether a value is more than null or empty. Leaves the parser at its end. */
    private static boolean says(JsonParser parser, JsonToken value) throws IOException {
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

    private void usage(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        UsageScan scan = new UsageScan();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            scan.field(parser, parser.currentName(), parser.nextToken());
        }
        usage = scan.usage();
    }
}
