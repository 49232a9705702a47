package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the conversation: roles, blocks, and that every tool use is answered in the next turn. */
final class Turns {
    private static final Set<String> MESSAGE = Set.of("role", "content");

    private Turns() {}

    /** Returns the text of each message; images and documents count nothing. */
    static List<String> read(JsonNode messages) {
        if (messages.isMissingNode() || messages.isNull()) {
            throw ApiError.badRequest("messages: Field required");
        }
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiError.badRequest("messages: at least one message is required");
        }
        List<String> texts = new ArrayList<>();
        Set<String> open = Set.of();
        Set<String> used = new HashSet<>();
        for (JsonNode message : messages) {
            int index = texts.size();
            String role = message.path("role").asText();
            if (!role.equals("user") && !role.equals("assistant")) {
                throw ApiError.badRequest("messages: Unexpected role \"" + role
                        + "\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input"
                        + " message role.");
            }
            Blocks.refuseUnknown(message, MESSAGE, "messages." + index + ".");
            checkResults(message, index, open);
            open = ids(message, "tool_use", "id");
            checkUnique(open, used, index);
            checkNotEmpty(message, role, index, index == messages.size() - 1);
            texts.add(text(message.path("content"), role, "messages." + index + ".content"));
        }
        requireNoneOpen(open, texts.size() - 1);
        checkEnding(messages.get(messages.size() - 1));
        return texts;
    }

    /** Returns the text of a string or of a list of blocks. */
    static String text(JsonNode content, String role, String place) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            throw ApiError.badRequest(place + ": Input should be a valid string or list");
        }
        List<String> texts = new ArrayList<>();
        int index = 0;
        for (JsonNode block : content) {
            Blocks.check(block, role, place + "." + index++);
            if (block.path("type").asText().equals("text")) {
                texts.add(block.get("text").asText());
            } else if (block.hasNonNull("content")) {
                texts.add(text(block.get("content"), role, place));
            }
        }
        return String.join(" ", texts);
    }

    private static void checkNotEmpty(JsonNode message, String role, int index, boolean last) {
        JsonNode content = message.path("content");
        boolean empty = content.isTextual() ? content.textValue().isEmpty() : content.isArray() && content.isEmpty();
        if (empty && !(last && role.equals("assistant"))) {
            throw ApiError.badRequest("messages." + index
                    + ": all messages must have non-empty content except for the optional final assistant message");
        }
    }

    private static void checkUnique(Set<String> ids, Set<String> used, int index) {
        for (String id : ids) {
            if (!used.add(id)) {
                throw ApiError.badRequest("messages." + index + ".content: `tool_use` ids must be unique");
            }
        }
    }

    private static void checkResults(JsonNode message, int index, Set<String> open) {
        Set<String> results = ids(message, "tool_result", "tool_use_id");
        for (String result : results) {
            if (!open.contains(result)) {
                throw ApiError.badRequest("messages." + index + ".content.0: unexpected `tool_use_id` found in"
                        + " `tool_result` blocks: " + result + ". Each `tool_result` block must have a corresponding"
                        + " `tool_use` block in the previous message.");
            }
        }
        Set<String> unanswered = new LinkedHashSet<>(open);
        unanswered.removeAll(results);
        requireNoneOpen(unanswered, index - 1);
        if (!results.isEmpty()
                && !message.path("content").path(0).path("type").asText().equals("tool_result")) {
            throw ApiError.badRequest(
                    "messages." + index + ": `tool_result` blocks must come first in the content of a message");
        }
    }

    private static void requireNoneOpen(Set<String> open, int index) {
        if (!open.isEmpty()) {
            throw ApiError.badRequest("messages." + index + ": `tool_use` ids were found without `tool_result` blocks"
                    + " immediately after: " + String.join(", ", open) + ". Each `tool_use` block must have a"
                    + " corresponding `tool_result` block in the next message.");
        }
    }

    private static Set<String> ids(JsonNode message, String type, String field) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText().equals(type)) {
                String id = block.path(field).asText();
                if (!id.matches("[a-zA-Z0-9_-]+")) {
                    throw ApiError.badRequest(type + "." + field + ": String should match pattern '^[a-zA-Z0-9_-]+$'");
                }
                ids.add(id);
            }
        }
        return ids;
    }

    private static void checkEnding(JsonNode last) {
        String role = last.path("role").asText();
        String text = text(last.path("content"), role, "messages.content");
        if (role.equals("assistant") && !text.equals(text.stripTrailing())) {
            throw ApiError.badRequest("messages: final assistant content cannot end with trailing whitespace");
        }
    }
}
