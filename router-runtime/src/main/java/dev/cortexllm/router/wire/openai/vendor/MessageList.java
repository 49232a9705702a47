package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.MessageQuirks;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The messages of a conversation: who speaks when, and each for itself. */
final class MessageList {
    private static final String SYSTEM = "system";
    private static final String USER = "user";
    private static final String TOOL = "tool";

    private final Draft draft;
    private final MessageQuirks quirks;

    MessageList(Draft draft) {
        this.draft = draft;
        this.quirks = draft.quirks().messages();
    }

    /** Whether a message comes from whoever wrote the application, under either name of the role. */
    static boolean system(JsonSpan message) {
        String role = role(message);
        return SYSTEM.equals(role) || "developer".equals(role);
    }

    void adapt() throws Refused {
        if (quirks.equals(MessageQuirks.NONE) && !draft.quirks().omitEmpty()) {
            return;
        }
        for (JsonSpan messages : draft.fields("messages", Kind.ARRAY)) {
            adapt(messages);
        }
    }

    private void adapt(JsonSpan messages) throws Refused {
        List<JsonSpan> list = messages.children();
        int lastUser = lastUser(list);
        boolean opening = true;
        boolean afterTool = false;
        for (int i = 0; i < list.size(); i++) {
            JsonSpan message = list.get(i);
            if (!message.is(Kind.OBJECT)) {
                continue;
            }
            String role = role(message, opening);
            opening &= SYSTEM.equals(role);
            if (afterTool && USER.equals(role) && quirks.afterTool() != null) {
                draft.edits().insert(messages, message, reply());
            }
            afterTool = TOOL.equals(role);
            new MessageAt(draft, message, role, "messages[" + i + "]", i < lastUser).adapt();
        }
    }

    private static int lastUser(List<JsonSpan> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (USER.equals(role(messages.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    /** The role under which a message goes; null when it has none. */
    private String role(JsonSpan message, boolean opening) {
        JsonSpan member = message.member("role");
        String given = member == null ? null : member.text();
        if (given == null) {
            return null;
        }
        String role = quirks.roles().getOrDefault(given, given);
        if (!opening && role.equals(SYSTEM) && quirks.lateSystemRole() != null) {
            role = quirks.lateSystemRole();
        }
        if (!role.equals(given)) {
            draft.edits().replace(member, JsonText.bytes(role));
        }
        return role;
    }

    private static String role(JsonSpan message) {
        JsonSpan role = message.member("role");
        return role == null ? null : role.text();
    }

    private byte[] reply() {
        String json = "{\"role\":\"assistant\",\"content\":" + JsonText.quoted(quirks.afterTool()) + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
