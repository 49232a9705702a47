package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the conversation of a chat request, and checks its order as OpenAI does. */
final class Messages {
    private static final Set<String> ROLES =
            new LinkedHashSet<>(List.of("system", "assistant", "user", "function", "tool", "developer"));

    private Messages() {}

    /** Returns the text of each message. */
    static List<String> read(ObjectNode body) {
        JsonNode messages = body.path("messages");
        if (messages.isMissingNode() || messages.isNull()) {
            throw Fields.missing("messages");
        }
        if (!messages.isArray()) {
            throw Fields.wrongType("messages", "an array of objects", messages);
        }
        if (messages.isEmpty()) {
            throw ApiError.badRequest("Invalid 'messages': empty array. Expected an array with minimum length 1, "
                            + "but got an empty array instead.")
                    .at("messages")
                    .because("empty_array");
        }
        checkOrder(messages);
        List<String> texts = new ArrayList<>();
        for (JsonNode message : messages) {
            texts.add(text(message, "messages[" + texts.size() + "]"));
        }
        return texts;
    }

    private static String text(JsonNode message, String place) {
        String role = message.path("role").asText();
        if (!ROLES.contains(role)) {
            throw ApiError.badRequest("Invalid value: '%s'. Supported values are: '%s'."
                            .formatted(role, String.join("', '", ROLES)))
                    .at(place + ".role")
                    .because("invalid_value");
        }
        checkCalls(message.path("tool_calls"), place + ".tool_calls");
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isArray() && !content.isEmpty()) {
            return ContentParts.text(content, role, place + ".content");
        }
        boolean calls = message.hasNonNull("tool_calls") || message.hasNonNull("function_call");
        if (role.equals("assistant") && (calls || message.hasNonNull("refusal")) || role.equals("function")) {
            return "";
        }
        throw ApiError.badRequest("Invalid value for 'content': expected a string, got null.")
                .at(place + ".content");
    }

    private static void checkCalls(JsonNode calls, String place) {
        int index = 0;
        for (JsonNode call : calls) {
            String at = place + "[" + index++ + "]";
            JsonNode function = call.path("function");
            for (JsonNode value : List.of(call.path("id"), function.path("name"), function.path("arguments"))) {
                if (!value.isTextual()) {
                    throw value.isMissingNode() ? Fields.missing(at) : Fields.wrongType(at, "a string", value);
                }
            }
        }
    }

    private static void checkOrder(JsonNode messages) {
        Set<String> open = new LinkedHashSet<>();
        Set<String> known = Set.of();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            if (message.path("role").asText().equals("tool")) {
                checkResult(message, known, i);
                open.remove(message.get("tool_call_id").asText());
                continue;
            }
            requireAnswered(open, i);
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
            known = Set.copyOf(open);
        }
        requireAnswered(open, messages.size());
    }

    private static void checkResult(JsonNode message, Set<String> known, int index) {
        if (known.isEmpty() || !message.hasNonNull("tool_call_id")) {
            throw ApiError.badRequest("Invalid parameter: messages with role 'tool' must be a response to a preceeding"
                            + " message with 'tool_calls'.")
                    .at("messages.[" + index + "].role");
        }
        String id = message.get("tool_call_id").asText();
        if (!known.contains(id)) {
            throw ApiError.badRequest("Invalid parameter: 'tool_call_id' of '" + id + "' not found in 'tool_calls' of"
                            + " previous message.")
                    .at("messages.[" + index + "].tool_call_id");
        }
    }

    private static void requireAnswered(Set<String> open, int index) {
        if (!open.isEmpty()) {
            throw ApiError.badRequest("An assistant message with 'tool_calls' must be followed by tool messages"
                            + " responding to each 'tool_call_id'. The following tool_call_ids did not have response"
                            + " messages: " + String.join(", ", open))
                    .at("messages.[" + index + "].role");
        }
    }
}
