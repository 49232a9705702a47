package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes messages (facts/wire/anthropic.md section 10). Answers of tools become messages of their own, before everything
 * else that is said between two answers of the model. Marks for a provider's cache are left out: OpenAI and those who
 * speak its format cache by themselves, and an answer is the same with or without.
 */
final class MessageWriter {
    private static final String BETWEEN = "\n\n";
    private static final String ERROR = "Error: ";

    private final ToolNames names;
    private final boolean tellReasoning;
    private final ArrayNode written = JsonTrees.array();

    /**
     * @param names of tools
     * @param tellReasoning whether the provider wants to be told what its model thought earlier
     */
    MessageWriter(ToolNames names, boolean tellReasoning) {
        this.names = names;
        this.tellReasoning = tellReasoning;
    }

    /**
     * Writes them.
     *
     * @param messages a conversation
     * @return the array
     * @throws Refused when OpenAI's format has no place for a part
     */
    ArrayNode write(List<Message> messages) throws Refused {
        int i = 0;
        while (i < messages.size()) {
            Message message = messages.get(i);
            int next = i + 1;
            switch (message.role()) {
                case SYSTEM -> system(message);
                case ASSISTANT -> assistant(message);
                case USER -> {
                    while (next < messages.size() && messages.get(next).role() == Role.USER) {
                        next++;
                    }
                    users(messages.subList(i, next));
                }
            }
            i = next;
        }
        return written;
    }

    private void system(Message message) throws Refused {
        List<String> texts = new ArrayList<>();
        for (Part part : message.parts()) {
            if (!(part instanceof Part.Text text)) {
                throw MediaWriter.refused(part.at(), "a system message can only hold text");
            }
            if (!text.text().isEmpty()) {
                texts.add(text.text());
            }
        }
        if (!texts.isEmpty()) {
            add("system", message).put("content", String.join(BETWEEN, texts));
        }
    }

    /** Messages between two of the model's. */
    private void users(List<Message> messages) throws Refused {
        List<Part> attached = new ArrayList<>();
        for (Message message : messages) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolResult result) {
                    toolResult(message, result, attached);
                }
            }
        }
        for (Message message : messages) {
            List<Part> parts = new ArrayList<>(attached);
            attached.clear();
            for (Part part : message.parts()) {
                boolean empty = part instanceof Part.Text text && text.text().isEmpty();
                if (!(part instanceof Part.ToolResult) && !empty) {
                    parts.add(part);
                }
            }
            if (!parts.isEmpty()) {
                user(message, parts);
            }
        }
    }

    private void user(Message message, List<Part> parts) throws Refused {
        ObjectNode user = add("user", message);
        if (parts.size() == 1 && parts.get(0) instanceof Part.Text text) {
            user.put("content", text.text());
            return;
        }
        ArrayNode content = user.putArray("content");
        for (Part part : parts) {
            content.add(MediaWriter.part(part));
        }
    }

    /** A tool's message holds text alone; what else it answered goes with the user's message that follows. */
    private void toolResult(Message message, Part.ToolResult result, List<Part> attached) throws Refused {
        List<String> texts = new ArrayList<>();
        for (Part part : result.content()) {
            String document = part instanceof Part.Document one ? MediaWriter.documentText(one) : null;
            if (part instanceof Part.Text text) {
                texts.add(text.text());
            } else if (document != null) {
                texts.add(document);
            } else {
                attached.add(part);
                texts.add("(" + what(part) + " of this result is in the next message)");
            }
        }
        String content = String.join(BETWEEN, texts);
        ObjectNode tool = add("tool", message).put("tool_call_id", result.toolUseId());
        boolean told = content.regionMatches(true, 0, "error", 0, "error".length());
        tool.put("content", result.error() && !told ? (ERROR + content).strip() : content);
    }

    private static String what(Part part) {
        return part instanceof Part.Image ? "an image" : part instanceof Part.Audio ? "a sound" : "a document";
    }

    private void assistant(Message message) throws Refused {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        List<String> thoughts = new ArrayList<>();
        ArrayNode calls = JsonTrees.array();
        for (Part part : message.parts()) {
            if (part instanceof Part.Text said) {
                text.append(said.text());
            } else if (part instanceof Part.Refusal refused) {
                refusal.append(refused.text());
            } else if (part instanceof Part.ToolUse use) {
                calls.add(call(use));
            } else if (part instanceof Part.Reasoning thought) {
                thoughts.add(thought.text());
            } else if (!(part instanceof Part.RedactedReasoning)) {
                MediaWriter.part(part);
                throw MediaWriter.refused(part.at(), "an answer of the model can only hold text and calls of tools");
            }
        }
        if (text.isEmpty() && refusal.isEmpty() && calls.isEmpty()) {
            return;
        }
        ObjectNode assistant = add("assistant", message).put("content", text.isEmpty() ? null : text.toString());
        if (!refusal.isEmpty()) {
            assistant.put("refusal", refusal.toString());
        }
        if (tellReasoning && !thoughts.isEmpty()) {
            assistant.put("reasoning_content", String.join(BETWEEN, thoughts));
        }
        if (!calls.isEmpty()) {
            assistant.set("tool_calls", calls);
        }
    }

    private ObjectNode call(Part.ToolUse use) {
        ObjectNode call = JsonTrees.object().put("id", use.id()).put("type", "function");
        call.putObject("function")
                .put("name", names.sent(use.name()))
                .put("arguments", use.arguments().isBlank() ? "{}" : use.arguments());
        return call;
    }

    private ObjectNode add(String role, Message message) {
        ObjectNode object = written.addObject().put("role", role);
        if (message.name() != null) {
            object.put("name", message.name());
        }
        return object;
    }
}
