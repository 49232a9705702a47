package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Finds out whether an Anthropic conversation holds thoughts of other providers' models, where this router has let such a
 * model answer. Anthropic refuses them (facts/wire/anthropic.md section 2, thinking blocks).
 */
public final class ThoughtScan {
    private ThoughtScan() {}

    /**
     * Whether a thought cannot be Anthropic's.
     *
     * @param signature what should prove it, or null. Anthropic's are base64; a model that signs nothing leaves it empty,
     *     and what other providers sign is marked with their name and a colon
     * @return true when Anthropic would refuse it
     */
    public static boolean foreign(String signature) {
        return signature == null || signature.isEmpty() || signature.indexOf(':') >= 0;
    }

    /**
     * Reads over the messages.
     *
     * @param parser at the first token of their list; left at its last
     * @param value that token
     * @return whether some signature in it is foreign, or missing
     * @throws IOException when it is not JSON
     */
    static boolean anyForeign(JsonParser parser, JsonToken value) throws IOException {
        boolean any = false;
        int unsigned = 0;
        int depth = value.isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                token = parser.nextToken();
                if (name.equals("signature")) {
                    unsigned--;
                    any |= token == JsonToken.VALUE_STRING && foreign(parser.getText());
                } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                    unsigned += parser.getText().equals("thinking") ? 1 : 0;
                }
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        any |= unsigned > 0;
        return any;
    }
}
