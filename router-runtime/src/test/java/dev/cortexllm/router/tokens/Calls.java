package dev.cortexllm.router.tokens;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Sampling;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests for tests. */
final class Calls {
    private Calls() {}

    static ChatCall of(List<Message> messages, List<Tool> tools, Integer maxTokens) {
        return new ChatCall(
                "assistant",
                messages,
                tools,
                null,
                null,
                Sampling.SILENT,
                maxTokens,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                JsonTrees.object());
    }

    static ChatCall saying(String text) {
        return of(List.of(message(Role.USER, null, text)), List.of(), null);
    }

    static ChatCall with(Part... parts) {
        return of(List.of(new Message(Role.USER, List.of(parts), null, "messages[0]")), List.of(), null);
    }

    static Message message(Role role, String name, String... texts) {
        List<Part> parts = new ArrayList<>();
        for (String text : texts) {
            parts.add(new Part.Text(text, null, "at"));
        }
        return new Message(role, parts, name, "messages[0]");
    }

    static Tool function(String name, String description, String schema) {
        try {
            return new Tool.Function(name, description, JsonTrees.read(schema), null, null, "tools[0]");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The conversation with which OpenAI's cookbook shows how chats are counted. */
    static List<Message> cookbook() {
        return List.of(
                message(
                        Role.SYSTEM,
                        null,
                        "You are a helpful, pattern-following assistant that translates corporate jargon into plain"
                                + " English."),
                message(Role.SYSTEM, "example_user", "New synergies will help drive top-line growth."),
                message(Role.SYSTEM, "example_assistant", "Things working well together will increase revenue."),
                message(
                        Role.SYSTEM,
                        "example_user",
                        "Let's circle back when we have more bandwidth to touch base on opportunities for increased"
                                + " leverage."),
                message(
                        Role.SYSTEM,
                        "example_assistant",
                        "Let's talk later when we're less busy about how to do better."),
                message(
                        Role.USER,
                        null,
                        "This late pivot means we don't have time to boil the ocean for the client deliverable."));
    }
}
