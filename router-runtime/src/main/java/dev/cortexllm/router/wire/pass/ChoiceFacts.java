package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.util.Set;

/** What one choice of a chunk, or of an answer in one piece, says. Used again for every chunk. */
final class ChoiceFacts {
    private static final Set<String> FINISHES =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");

    private final boolean whole;
    private final boolean renamesCalls;
    private int index;
    private boolean indexed;
    private boolean odd;
    private boolean content;
    private boolean body;
    private boolean role;
    private boolean calls;
    private boolean reasoning;
    private boolean reasoningContent;
    private String finish;
    private int unnamedCall;

    /**
     * @param whole whether it is of an answer in one piece
     * @param renamesCalls whether ids of calls may have to be changed
     */
    ChoiceFacts(boolean whole, boolean renamesCalls) {
        this.whole = whole;
        this.renamesCalls = renamesCalls;
    }

    void clear() {
        index = 0;
        indexed = false;
        odd = false;
        content = false;
        body = false;
        role = false;
        calls = false;
        reasoning = false;
        reasoningContent = false;
        finish = null;
        unnamedCall = -1;
    }

    /** Whether it holds content. */
    boolean content() {
        return content;
    }

    /** Whether it is finished. */
    boolean finished() {
        return finish != null && !finish.isEmpty();
    }

    void index(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            index = parser.getIntValue();
            indexed = true;
        } else {
            parser.skipChildren();
        }
    }

    void finish(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            finish = parser.getText();
        } else {
            odd |= value != JsonToken.VALUE_NULL;
            parser.skipChildren();
        }
    }

    /** Token probabilities: OpenAI's are in {@code content} and {@code refusal}. */
    void logprobs(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            odd |= parser.currentName().equals("tokens");
            parser.nextToken();
            parser.skipChildren();
        }
    }

    /** A delta or a message. Any that says more than a role is content, so that fields which vendors add need no list. */
    void body(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        body = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "role" -> {
                    role |= token == JsonToken.VALUE_STRING;
                    parser.skipChildren();
                }
                case "tool_calls" -> calls(parser, token);
                default -> said(parser, name, token);
            }
        }
    }

    private void said(JsonParser parser, String name, JsonToken token) throws IOException {
        boolean says = says(parser, token);
        content |= says;
        switch (name) {
            case "content" -> odd |= token.isStructStart();
            case "reasoning" -> reasoning |= says && token == JsonToken.VALUE_STRING;
            case "reasoning_content" -> reasoningContent |= says;
            default -> {
                // Passes as it is.
            }
        }
    }

    private void calls(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            content = true;
            calls = true;
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
            unnamedCall = Math.max(unnamedCall, at);
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

    /** Whether it is not what OpenAI would have sent after what the stream has said before. */
    boolean odd(StreamState state) throws MalformedStream {
        ChoiceState before = state.choice(index);
        boolean askew = odd
                || !body
                || !indexed
                || reasoning && !reasoningContent
                || finish != null && !FINISHES.contains(finish);
        boolean called = calls || before.calls() > 0;
        boolean silent = "stop".equals(finish) && called;
        return whole
                ? askew || silent || !role || finish == null
                : askew
                        || silent
                        || role && before.begun()
                        || finish != null && before.finished()
                        || unnamedCall >= 0 && !before.known(unnamedCall);
    }

    /** Notes in the state what it says. */
    void tell(StreamState state) throws MalformedStream {
        ChoiceState choice = state.choice(index);
        if (role) {
            choice.begin();
        }
        if (finished()) {
            choice.finish();
        }
    }
}
