package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.MessageQuirks;
import dev.cortexllm.config.MessageQuirks.Reasoning;
import dev.cortexllm.config.MessageQuirks.ToolIds;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.SpanEdits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** One message. */
final class MessageAt {
    private static final String ASSISTANT = "assistant";
    private static final String REASONING = "reasoning";
    private static final String REASONING_CONTENT = "reasoning_content";
    private static final byte[] STAND_IN = "\" \"".getBytes(StandardCharsets.US_ASCII);
    /** What answers hold for their reader, and no model reads when it comes back. */
    private static final Set<String> UNREAD =
            Set.of(REASONING, REASONING_CONTENT, "reasoning_details", "annotations", "provider_specific_fields");

    private final Draft draft;
    private final MessageQuirks quirks;
    private final SpanEdits edits;
    private final JsonSpan message;
    private final String role;
    private final String path;
    private final boolean earlierTurn;

    /**
     * @param draft the request
     * @param message an object
     * @param role under which it goes, or null
     * @param path its place
     * @param earlierTurn whether a message of the user's follows
     */
    MessageAt(Draft draft, JsonSpan message, String role, String path, boolean earlierTurn) {
        this.draft = draft;
        this.quirks = draft.quirks().messages();
        this.edits = draft.edits();
        this.message = message;
        this.role = role;
        this.path = path;
        this.earlierTurn = earlierTurn;
    }

    void adapt() throws Refused {
        if (ASSISTANT.equals(role)) {
            reasoning();
            content();
        }
        new MessageContent(draft, path, callsTools()).adapt(message.member("content"));
        if (quirks.toolIds() == ToolIds.NINE_ALPHANUMERICS) {
            ids();
        } else if (quirks.toolIds() == ToolIds.COUNTED_FUNCTIONS) {
            counted();
        }
        members();
    }

    private void members() throws Refused {
        List<String> taken = role == null ? null : quirks.fields().get(role);
        for (JsonSpan member : message.children()) {
            boolean refused = taken != null && !taken.contains(member.name());
            if (refused && !UNREAD.contains(member.name()) && !OpenAiDefaults.empty(member) && !said(member)) {
                draft.lost(path + "." + member.name(), "does not take it");
            }
            if (refused || member.is(Kind.NULL) && draft.quirks().omitEmpty() && !edits.replaced(member)) {
                edits.remove(message, member);
            }
        }
    }

    /** Whether a refusal has become the content. */
    private boolean said(JsonSpan member) {
        return member.name().equals("refusal") && contentMissing() && quirks.contentNeeded();
    }

    /** A message of the model's that says nothing is given what it refused with, or an empty text. */
    private void content() {
        if (!quirks.contentNeeded() || !contentMissing() || callsTools()) {
            return;
        }
        JsonSpan refusal = message.member("refusal");
        byte[] text = refusal != null && refusal.is(Kind.STRING)
                ? refusal.raw().getBytes(StandardCharsets.UTF_8)
                : new byte[] {'"', '"'};
        JsonSpan content = message.member("content");
        if (content == null) {
            edits.append(message, "content", text);
        } else {
            edits.replace(content, text);
        }
    }

    private boolean contentMissing() {
        JsonSpan content = message.member("content");
        return content == null || content.is(Kind.NULL);
    }

    private boolean callsTools() {
        JsonSpan calls = message.member("tool_calls");
        return calls != null && !calls.children().isEmpty();
    }

    private void reasoning() {
        Reasoning rule = quirks.reasoning();
        if (rule == Reasoning.DROP || rule == Reasoning.KEEP_IN_TURN && earlierTurn) {
            remove(REASONING);
            remove(REASONING_CONTENT);
            return;
        }
        String field = quirks.reasoningField();
        if (rule == Reasoning.REQUIRED_WITH_TOOLS && callsTools()) {
            require(REASONING_CONTENT, REASONING);
            JsonSpan other = message.member(REASONING);
            if (REASONING_CONTENT.equals(field) && other != null && !edits.removed(other)) {
                edits.remove(message, other);
            }
        } else if (MessageQuirks.BOTH.equals(field)) {
            copy(REASONING, REASONING_CONTENT);
            copy(REASONING_CONTENT, REASONING);
        } else if (field != null) {
            rename(field.equals(REASONING) ? REASONING_CONTENT : REASONING, field);
        }
    }

    private void require(String field, String other) {
        JsonSpan thought = message.member(field);
        if (thought != null && !OpenAiDefaults.empty(thought)) {
            return;
        }
        JsonSpan elsewhere = message.member(other);
        boolean found = elsewhere != null && elsewhere.is(Kind.STRING) && !OpenAiDefaults.empty(elsewhere);
        byte[] text = found ? elsewhere.raw().getBytes(StandardCharsets.UTF_8) : STAND_IN;
        if (found) {
            edits.remove(message, elsewhere);
        }
        if (thought == null) {
            edits.append(message, field, text);
        } else {
            edits.replace(thought, text);
        }
    }

    /** Says what one member holds in the other as well, where that holds nothing. */
    private void copy(String from, String to) {
        JsonSpan thought = message.member(from);
        JsonSpan other = message.member(to);
        if (thought == null || !thought.is(Kind.STRING) || OpenAiDefaults.empty(thought)) {
            return;
        }
        byte[] text = thought.raw().getBytes(StandardCharsets.UTF_8);
        if (other == null) {
            edits.append(message, to, text);
        } else if (OpenAiDefaults.empty(other)) {
            edits.replace(other, text);
        }
    }

    private void rename(String from, String to) {
        JsonSpan thought = message.member(from);
        JsonSpan own = message.member(to);
        if (thought == null) {
            return;
        }
        if (own != null && !OpenAiDefaults.empty(own) || OpenAiDefaults.empty(thought)) {
            edits.remove(message, thought);
            return;
        }
        remove(to);
        edits.rename(thought, to);
    }

    private void remove(String name) {
        for (JsonSpan member : message.children()) {
            if (name.equals(member.name())) {
                edits.remove(message, member);
            }
        }
    }

    private void ids() {
        id(message.member("tool_call_id"));
        JsonSpan calls = message.member("tool_calls");
        if (calls != null) {
            calls.children().forEach(call -> id(call.member("id")));
        }
    }

    private void id(JsonSpan id) {
        String text = id == null ? null : id.text();
        if (text != null) {
            id(id, text, draft.ids().sent(text));
        }
    }

    private void counted() {
        JsonSpan answered = message.member("tool_call_id");
        String text = answered == null ? null : answered.text();
        if (text != null) {
            id(answered, text, draft.counted().answered(text));
        }
        JsonSpan calls = message.member("tool_calls");
        for (JsonSpan call : calls == null ? List.<JsonSpan>of() : calls.children()) {
            JsonSpan id = call.member("id");
            JsonSpan function = call.member("function");
            JsonSpan name = function == null ? null : function.member("name");
            if (id != null && id.text() != null && name != null && name.text() != null) {
                id(id, id.text(), draft.counted().called(id.text(), name.text()));
            }
        }
    }

    private void id(JsonSpan id, String given, String sent) {
        if (!sent.equals(given)) {
            edits.replace(id, JsonText.bytes(sent));
        }
    }
}
