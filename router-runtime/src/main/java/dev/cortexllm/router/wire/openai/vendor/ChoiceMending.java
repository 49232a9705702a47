package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.SpanEdits;
import dev.cortexllm.router.wire.pass.ChoiceState;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;

/** One choice of a chunk, or of an answer in one piece. */
final class ChoiceMending {
    private static final byte[] NULL = ascii("null");
    private static final byte[] EMPTY = ascii("{}");
    private static final String FINISH = "finish_reason";
    private static final String REASONING = "reasoning";
    private static final String REASONING_CONTENT = "reasoning_content";

    private final SpanEdits edits;
    private final CallMending calls;
    private final ChoiceState state;
    private final boolean whole;

    /**
     * @param edits told what changes
     * @param calls mends calls of tools
     * @param state what the choice has said before; told what it says now
     * @param whole whether the answer comes in one piece
     */
    ChoiceMending(SpanEdits edits, CallMending calls, ChoiceState state, boolean whole) {
        this.edits = edits;
        this.calls = calls;
        this.state = state;
        this.whole = whole;
    }

    /**
     * Mends.
     *
     * @param choice an object
     * @param position its place in the list, its index where it names none
     * @throws MalformedStream when it says that the answer failed, or nothing
     */
    void mend(JsonSpan choice, int position) throws MalformedStream {
        JsonSpan index = choice.member("index");
        if (index == null) {
            edits.append(choice, "index", ascii(Integer.toString(position)));
        } else if (!index.is(Kind.NUMBER)) {
            edits.replace(index, ascii(Integer.toString(position)));
        }
        JsonSpan body = choice.member(whole ? "message" : "delta");
        if (body != null && body.is(Kind.OBJECT)) {
            body(body);
        } else if (whole) {
            throw new MalformedStream("a choice has no message");
        } else if (body != null) {
            edits.replace(body, EMPTY);
        } else {
            edits.append(choice, "delta", EMPTY);
        }
        JsonSpan logprobs = choice.member("logprobs");
        if (logprobs != null && logprobs.member("tokens") != null) {
            edits.replace(logprobs, LegacyLogprobs.chat(logprobs));
        }
        finish(choice);
    }

    private void body(JsonSpan body) throws MalformedStream {
        role(body);
        JsonSpan content = body.member("content");
        if (content != null && (content.is(Kind.ARRAY) || content.is(Kind.OBJECT))) {
            content(body, content);
        } else {
            reasoning(body);
        }
        JsonSpan list = body.member("tool_calls");
        if (list != null) {
            for (JsonSpan call : list.children()) {
                calls.mend(call, state);
            }
        }
    }

    /** The role is told once: clients put the pieces of a message together. */
    private void role(JsonSpan body) {
        JsonSpan role = body.member("role");
        boolean told = role != null && role.is(Kind.STRING);
        if (whole && !told) {
            put(body, "role", ascii("\"assistant\""));
        } else if (told && state.begun() && !whole) {
            edits.remove(body, role);
        }
        if (told) {
            state.begin();
        }
    }

    private void content(JsonSpan body, JsonSpan content) {
        ContentParts parts = new ContentParts(content);
        edits.replace(content, parts.silent() && !whole ? NULL : parts.text());
        if (parts.thoughts() != null) {
            put(body, REASONING_CONTENT, parts.thoughts());
        }
    }

    /** Reasoning is where most clients look for it, and where the provider puts it. */
    private void reasoning(JsonSpan body) {
        JsonSpan reasoning = body.member(REASONING);
        JsonSpan there = body.member(REASONING_CONTENT);
        boolean missing = there == null || OpenAiDefaults.empty(there);
        if (missing && reasoning != null && reasoning.is(Kind.STRING) && !OpenAiDefaults.empty(reasoning)) {
            put(body, REASONING_CONTENT, reasoning.raw().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void finish(JsonSpan choice) throws MalformedStream {
        JsonSpan finish = choice.member(FINISH);
        String given = finish == null ? null : finish.text();
        boolean none = given == null || given.isEmpty();
        if (none && !whole) {
            if (finish != null && !finish.is(Kind.NULL)) {
                edits.replace(finish, NULL);
            }
            return;
        }
        String word = FinishWords.of(none ? FinishWords.STOP : given, state.calls() > 0);
        if (state.finished()) {
            edits.replace(finish, NULL);
        } else if (!word.equals(given)) {
            put(choice, FINISH, JsonText.bytes(word));
        }
        state.finish();
    }

    private void put(JsonSpan object, String name, byte[] json) {
        JsonSpan there = object.member(name);
        if (there == null) {
            edits.append(object, name, json);
        } else {
            edits.replace(there, json);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
