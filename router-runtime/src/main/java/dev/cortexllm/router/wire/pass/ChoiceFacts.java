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
    private final CallFacts calls;
    private int index;
    private boolean indexed;
    private boolean odd;
    private boolean content;
    private boolean body;
    private boolean role;
    private boolean reasoning;
    private boolean reasoningContent;
    private String finish;

    /**
     * @param whole whether it is of an answer in one piece
     * @param renamesCalls whether ids of calls may have to be changed
     */
    ChoiceFacts(boolean whole, boolean renamesCalls) {
        this.whole = whole;
        this.calls = new CallFacts(whole, renamesCalls);
    }

    void clear() {
        index = 0;
        indexed = false;
        odd = false;
        content = false;
        body = false;
        role = false;
        calls.clear();
        reasoning = false;
        reasoningContent = false;
        finish = null;
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
                case "tool_calls" -> {
                    calls.read(parser, token);
                    content |= calls.any();
                }
                default -> said(parser, name, token);
            }
        }
    }

    private void said(JsonParser parser, String name, JsonToken token) throws IOException {
        boolean says = CallFacts.says(parser, token);
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

    /** Whether it is not what OpenAI would have sent after what the stream has said before. */
    boolean odd(StreamState state) throws MalformedStream {
        ChoiceState before = state.choice(index);
        boolean askew = odd
                || calls.odd(before)
                || !body
                || !indexed
                || reasoning && !reasoningContent
                || finish != null && !FINISHES.contains(finish);
        boolean called = calls.any() || before.calls() > 0;
        boolean silent = "stop".equals(finish) && called;
        return whole
                ? askew || silent || !role || finish == null
                : askew || silent || role && before.begun() || finish != null && before.finished();
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
