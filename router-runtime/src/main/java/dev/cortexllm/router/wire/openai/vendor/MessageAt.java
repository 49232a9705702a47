package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.MessageQuirks;
import dev.cortexllm.config.MessageQuirks.Reasoning;
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
        if (quirks.toolIds() != null) {
            ids();
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
        if (rule == Reasoning.REQUIRED_WITH_TOOLS && callsTools()) {
            require(REASONING_CONTENT, REASONING);
        }
        String field = quirks.reasoningField();
        if (field != null) {
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
        if (text != null && !draft.ids().sent(text).equals(text)) {
            edits.replace(id, JsonText.bytes(draft.ids().sent(text)));
        }
    }
}
