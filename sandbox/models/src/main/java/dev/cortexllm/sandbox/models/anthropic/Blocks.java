package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.Map;
import java.util.Set;

/** Checks content blocks: which there are, which fields they may have, and what stands in those. */
final class Blocks {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "text", Set.of("type", "text", "cache_control", "citations"),
            "image", Set.of("type", "source", "cache_control"),
            "document", Set.of("type", "source", "title", "context", "citations", "cache_control"),
            "tool_use", Set.of("type", "id", "name", "input", "cache_control", "caller"),
            "tool_result", Set.of("type", "tool_use_id", "content", "is_error", "cache_control"),
            "thinking", Set.of("type", "thinking", "signature"),
            "redacted_thinking", Set.of("type", "data"),
            "search_result", Set.of("type", "source", "title", "content", "citations", "cache_control"));

    private Blocks() {}

    /**
     * Checks one block.
     *
     * @param role of the message it stands in
     * @param place where it is, in Anthropic's notation
     * @throws ApiError if Anthropic would refuse it
     */
    static void check(JsonNode block, String role, String place) {
        String type = block.path("type").asText();
        if (type.isEmpty()) {
            throw ApiError.badRequest(place + ".type: Field required");
        }
        Set<String> known = KNOWN.get(type);
        if (known == null) {
            throw ApiError.badRequest(place + ": Input tag '" + type + "' found using 'type' does not match any of the"
                    + " expected tags: 'document', 'image', 'redacted_thinking', 'search_result', 'text', 'thinking',"
                    + " 'tool_result', 'tool_use'");
        }
        refuseUnknown(block, known, place + "." + type + ".");
        switch (type) {
            case "text" -> checkText(block.path("text"), place);
            case "image" -> Sources.image(block.path("source"), place + ".image.source");
            case "document" -> Sources.document(block.path("source"), place + ".document.source");
            case "tool_use" -> checkUse(block, role, place);
            case "tool_result" -> checkResult(block, role, place);
            case "thinking" -> checkThinking(block, role, place);
            default -> {
                // Nothing more is known of the others here.
            }
        }
    }

    static void refuseUnknown(JsonNode object, Set<String> known, String place) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiError.badRequest(place + name + ": Extra inputs are not permitted");
            }
        });
    }

    private static void checkText(JsonNode text, String place) {
        if (!text.isTextual()) {
            throw ApiError.badRequest(place + ".text.text: Field required");
        }
        if (text.textValue().isEmpty()) {
            throw ApiError.badRequest("messages: text content blocks must be non-empty");
        }
    }

    private static void checkUse(JsonNode block, String role, String place) {
        if (!role.equals("assistant")) {
            throw ApiError.badRequest(place + ": `tool_use` blocks can only be in `assistant` messages");
        }
        if (!block.path("name").asText().matches("[a-zA-Z0-9_-]{1,200}")) {
            throw ApiError.badRequest(place + ".tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,200}$'");
        }
        if (!block.path("input").isObject()) {
            throw ApiError.badRequest(place + ".tool_use.input: Input should be a valid dictionary");
        }
    }

    private static void checkResult(JsonNode block, String role, String place) {
        if (!role.equals("user")) {
            throw ApiError.badRequest(place + ": `tool_result` blocks can only be in `user` messages");
        }
        JsonNode content = block.path("content");
        for (int i = 0; content.isArray() && i < content.size(); i++) {
            check(content.get(i), role, place + ".tool_result.content." + i);
        }
    }

    private static void checkThinking(JsonNode block, String role, String place) {
        if (!role.equals("assistant")) {
            throw ApiError.badRequest(place + ": `thinking` blocks can only be in `assistant` messages");
        }
        String signature = block.path("signature").asText();
        if (signature.isEmpty()) {
            throw ApiError.badRequest(place + ".thinking.signature: Field required");
        }
        if (!Signature.fits(block.path("thinking").asText(), signature)) {
            throw ApiError.badRequest(place + ": Invalid `signature` in `thinking` block");
        }
    }
}
