package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.JsonReading;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one chunk of a streamed completion is, or a completion in one piece. Used again for every chunk. */
final class ChunkScan {
    private static final JsonFactory JSON = JsonReading.factory();
    private static final int NULL_LENGTH = "null".length();

    private final boolean whole;
    private final boolean renamesCalls;
    private final List<ChoiceFacts> facts = new ArrayList<>(1);
    private int choices;
    private boolean content;
    private boolean finish;
    private boolean listed;
    private boolean error;
    private boolean usageInside;
    private boolean usageOdd;
    private Edit withoutNullUsage;
    private Usage usage;

    /**
     * @param whole whether completions in one piece are read
     * @param renamesCalls whether ids of calls may have to be changed
     */
    ChunkScan(boolean whole, boolean renamesCalls) {
        this.whole = whole;
        this.renamesCalls = renamesCalls;
    }

    /** Whether some choice holds content. */
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
        return usage != null && choices == 0;
    }

    /** Whether its usage is not in OpenAI's form. */
    boolean usageOdd() {
        return usageOdd;
    }

    /** Whether a choice tells the usage. */
    boolean usageInside() {
        return usageInside;
    }

    /** Whether there is a list of choices. */
    boolean listed() {
        return listed;
    }

    /** How many choices there are. */
    int choices() {
        return choices;
    }

    /** What takes a usage that is null out of it; null when there is none. */
    Edit withoutNullUsage() {
        return withoutNullUsage;
    }

    /** Whether some choice is not what OpenAI would have sent after what the stream has said before. */
    boolean odd(StreamState state) throws MalformedStream {
        for (int i = 0; i < choices; i++) {
            if (facts.get(i).odd(state)) {
                return true;
            }
        }
        return !listed || usageInside;
    }

    /** Notes in the state what it says. */
    void tell(StreamState state) throws MalformedStream {
        for (int i = 0; i < choices; i++) {
            facts.get(i).tell(state);
        }
    }

    /**
     * Reads a chunk.
     *
     * @param bytes where it is
     * @param from offset of its first byte
     * @param to offset behind its last byte
     * @throws IOException when it is not one JSON object
     */
    void scan(byte[] bytes, int from, int to) throws IOException {
        choices = 0;
        content = false;
        finish = false;
        listed = false;
        error = false;
        usageInside = false;
        usageOdd = false;
        withoutNullUsage = null;
        usage = null;
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a chunk must be an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int nameFrom = name.equals("usage") ? from + offset(parser) : -1;
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "choices" -> choices(parser, value);
                    case "usage" -> {
                        if (value == JsonToken.VALUE_NULL) {
                            withoutNullUsage = Edit.removal(bytes, nameFrom, from + offset(parser) + NULL_LENGTH, to);
                        } else {
                            usage(parser, value);
                        }
                    }
                    case "error" -> {
                        error |= value != JsonToken.VALUE_NULL;
                        parser.skipChildren();
                    }
                    case "object" -> {
                        error |= value == JsonToken.VALUE_STRING && "error".equals(parser.getText());
                        parser.skipChildren();
                    }
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("a chunk goes on after its end");
            }
        }
    }

    private void choices(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        listed = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a choice must be an object");
            }
            if (choices == facts.size()) {
                facts.add(new ChoiceFacts(whole, renamesCalls));
            }
            ChoiceFacts next = facts.get(choices++);
            next.clear();
            choice(parser, next);
            content |= next.content();
            finish |= next.finished();
        }
    }

    private void choice(JsonParser parser, ChoiceFacts choice) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> choice.index(parser, value);
                case "finish_reason" -> choice.finish(parser, value);
                case "logprobs" -> choice.logprobs(parser, value);
                case "usage" -> {
                    usageInside |= value == JsonToken.START_OBJECT;
                    usage(parser, value);
                }
                default -> {
                    if (name.equals(whole ? "message" : "delta")) {
                        choice.body(parser, value);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }
    }

    private void usage(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        UsageScan scan = new UsageScan();
        scan.read(parser);
        usage = scan.usage();
        usageOdd = scan.odd();
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
