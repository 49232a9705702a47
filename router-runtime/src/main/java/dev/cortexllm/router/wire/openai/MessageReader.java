package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the messages of one request in their order, and sees to it that calls of tools and their answers belong together
 * as OpenAI demands (facts/wire/openai.md section 2.2): every call is answered directly after the message that made it.
 */
final class MessageReader {
    private static final Set<String> OF_ALL =
            Set.of("role", "content", "name", CacheMarks.CONTROL, CacheMarks.BREAKPOINT);
    private static final Set<String> OF_TOOL =
            Set.of("role", "content", "name", "tool_call_id", CacheMarks.CONTROL, CacheMarks.BREAKPOINT);
    private static final Set<String> OF_ASSISTANT = Set.of(
            "role",
            "content",
            "name",
            "tool_calls",
            "function_call",
            "refusal",
            "audio",
            "reasoning_content",
            "reasoning",
            "thinking_blocks",
            CacheMarks.CONTROL,
            CacheMarks.BREAKPOINT,
            // What answers hold and clients send back with them; they say nothing to a model.
            "annotations",
            "reasoning_details",
            "logprobs",
            "id",
            "index");

    private final ObjectNode rest;
    private final PartReader parts;
    private final AssistantReader assistants;
    private final List<Message> messages = new ArrayList<>();
    private final OpenCalls calls = new OpenCalls();

    private MessageReader(ObjectNode rest) {
        this.rest = rest;
        this.parts = new PartReader(rest);
        this.assistants = new AssistantReader(parts);
    }

    /**
     * Reads the messages.
     *
     * @param body the request
     * @param rest where fields go that nobody knows
     * @return the messages, at least one
     * @throws InvalidBody when they are no conversation; the sentence says where
     */
    static List<Message> read(Fields body, ObjectNode rest) throws InvalidBody {
        MessageReader reader = new MessageReader(rest);
        if (!body.has("messages")) {
            throw body.missing("messages", "an array of messages");
        }
        for (Fields message : body.objects("messages")) {
            reader.message(message);
        }
        if (reader.messages.isEmpty()) {
            throw body.wrongField("messages", "must hold at least one message");
        }
        reader.calls.close();
        return reader.messages;
    }

    private void message(Fields message) throws InvalidBody {
        String role = message.neededText("role");
        if (!role.equals("tool") && !role.equals("function")) {
            calls.close();
        }
        switch (role) {
            case "system", "developer" -> add(message, Message.Role.SYSTEM, textsOnly(message));
            case "user" -> add(message, Message.Role.USER, parts.needed(message));
            case "assistant" -> assistant(message);
            case "tool" -> tool(message);
            case "function" -> function(message);
            default ->
                throw message.wrongField(
                        "role",
                        "must be one of developer, system, user, assistant, tool, not '" + Fields.echo(role) + "'");
        }
        message.keepOthers(known(role), rest);
    }

    private static Set<String> known(String role) {
        return role.equals("assistant") ? OF_ASSISTANT : role.equals("tool") ? OF_TOOL : OF_ALL;
    }

    private List<Part> textsOnly(Fields message) throws InvalidBody {
        List<Part> read = parts.needed(message);
        for (Part part : read) {
            if (!(part instanceof Part.Text)) {
                throw Fields.wrong(part.at(), "must be a text; a system message holds nothing else");
            }
        }
        return read;
    }

    private void assistant(Fields message) throws InvalidBody {
        String functionId = "function_call_" + messages.size();
        add(message, Message.Role.ASSISTANT, assistants.read(message, functionId));
        calls.open(message, functionId);
    }

    private void tool(Fields message) throws InvalidBody {
        String id = message.neededText("tool_call_id");
        calls.answered(message, id);
        result(message, id, parts.needed(message));
    }

    /** The deprecated form of a tool message: names the function, not the call. */
    private void function(Fields message) throws InvalidBody {
        String id = calls.answeredByName(message, message.neededText("name"));
        result(message, id, parts.read(message));
    }

    private void result(Fields message, String id, List<Part> content) throws InvalidBody {
        Part result = new Part.ToolResult(id, content, false, CacheMarks.of(message), message.at());
        messages.add(new Message(Message.Role.USER, List.of(result), null, message.at()));
    }

    private void add(Fields message, Message.Role role, List<Part> content) throws InvalidBody {
        CacheMark cache = CacheMarks.of(message);
        List<Part> marked = cache == null ? content : MarkedParts.lastMarked(content, cache);
        messages.add(new Message(role, marked, message.text("name"), message.at()));
    }
}
