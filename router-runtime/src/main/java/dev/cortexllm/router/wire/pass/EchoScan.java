package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Finds out whether a conversation of OpenAI's dialect holds what this router adds to answers of other formats: clients
 * send it back, and OpenAI takes no field that it does not know.
 */
public final class EchoScan {
    /** Beside the thoughts of an answer: those that are signed. */
    public static final String THOUGHTS = "thinking_blocks";
    /** Beside a call of a tool: the proof of the thought before it. */
    public static final String SIGNATURE = "extra_content";

    private EchoScan() {}

    /**
     * Reads over the messages.
     *
     * @param parser at the first token of their list; left at its last
     * @param value that token
     * @return whether any of the fields stands in it
     * @throws IOException when it is not JSON
     */
    static boolean any(JsonParser parser, JsonToken value) throws IOException {
        boolean any = false;
        int depth = value.isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                any |= name.equals(SIGNATURE) || name.equals(THOUGHTS);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return any;
    }
}
