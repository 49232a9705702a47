package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.ArrayList;
import java.util.List;

/** Reads the system prompt and the conversation. */
final class MessageReader {
    private final ObjectNode rest;
    private final BlockReader blocks;

    /**
     * @param rest takes what has no place in a {@link Message}
     * @param blocks reads what is said
     */
    MessageReader(ObjectNode rest, BlockReader blocks) {
        this.rest = rest;
        this.blocks = blocks;
    }

    /**
     * Reads both.
     *
     * @param body the request
     * @return the messages, the system prompt before all others
     * @throws InvalidBody when one is wrong
     */
    List<Message> read(Fields body) throws InvalidBody {
        List<Message> messages = new ArrayList<>();
        List<Part> system = texts(blocks.content(body, "system", Role.SYSTEM));
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system, null, "system"));
        }
        body.needed("messages");
        JsonNode list = body.list("messages");
        if (list.isEmpty()) {
            throw new InvalidBody("'messages' must hold at least one message.", "messages");
        }
        for (int i = 0; i < list.size(); i++) {
            messages.add(message(Fields.of(list.get(i), "messages[" + i + "]")));
        }
        return messages;
    }

    private Message message(Fields message) throws InvalidBody {
        Role role =
                switch (message.neededText("role")) {
                    case "user" -> Role.USER;
                    case "assistant" -> Role.ASSISTANT;
                    case "system" -> Role.SYSTEM;
                    default -> throw message.wrong("role", "'user', 'assistant' or 'system'");
                };
        message.needed("content");
        List<Part> parts = blocks.content(message, "content", role);
        message.keepOthers(rest);
        return new Message(role, role == Role.SYSTEM ? texts(parts) : parts, null, message.at());
    }

    private static List<Part> texts(List<Part> parts) throws InvalidBody {
        for (Part part : parts) {
            if (!(part instanceof Part.Text)) {
                throw new InvalidBody("'" + part.at() + "': a system prompt may hold nothing but text.", part.at());
            }
        }
        return parts;
    }
}
