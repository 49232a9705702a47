package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads the conversation: roles, parts, and that function calls are answered one by one in the next turn. */
final class Contents {
    /** Stands in for a signature where a history has none; accepted by the real service too. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private Contents() {}

    /** Returns the text of each turn. */
    static List<String> read(JsonNode contents, String model) {
        if (!contents.isArray() || contents.isEmpty()) {
            throw ApiError.badRequest("* GenerateContentRequest.contents: contents is not specified\n");
        }
        List<String> texts = new ArrayList<>();
        int calls = 0;
        for (JsonNode content : contents) {
            String role = content.path("role").asText("user");
            if (!role.matches("user|model|function")) {
                throw ApiError.badRequest("Please use a valid role: user, model.");
            }
            if (content.path("parts").isEmpty()) {
                throw ApiError.badRequest("* GenerateContentRequest.contents[" + texts.size()
                        + "].parts: contents.parts must not be empty.\n");
            }
            int responses = count(content, "functionResponse");
            if (calls != responses) {
                throw ApiError.badRequest("Please ensure that the number of function response parts is equal to the"
                        + " number of function call parts of the function call turn.");
            }
            calls = count(content, "functionCall");
            int index = 0;
            for (JsonNode part : content.path("parts")) {
                Parts.check(part, "contents[" + texts.size() + "].parts[" + index++ + "]", model);
            }
            checkSignature(content, texts.size(), model);
            texts.add(text(content));
        }
        return texts;
    }

    static String text(JsonNode content) {
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content.path("parts")) {
            if (part.path("text").isTextual() && !part.path("thought").asBoolean()) {
                texts.add(part.get("text").asText());
            } else if (part.has("functionResponse")) {
                texts.add(words(part.get("functionResponse").path("response")));
            }
        }
        return String.join(" ", texts);
    }

    /** The texts in what a function said, wherever they stand. */
    private static String words(JsonNode value) {
        if (value.isContainerNode()) {
            List<String> texts = new ArrayList<>();
            value.forEach(inner -> texts.add(words(inner)));
            return String.join(" ", texts);
        }
        return value.asText();
    }

    private static int count(JsonNode content, String kind) {
        int count = 0;
        for (JsonNode part : content.path("parts")) {
            count += part.has(kind) ? 1 : 0;
        }
        return count;
    }

    /** From Gemini 3 on, the first call of a turn has to come back with the signature it was given. */
    private static void checkSignature(JsonNode content, int index, String model) {
        for (JsonNode part : content.path("parts")) {
            if (part.has("functionCall")) {
                String signature = part.path("thoughtSignature").asText();
                if (needsSignature(model)
                        && !signature.equals(NO_SIGNATURE)
                        && !signature.equals(
                                signature(part.path("functionCall").path("name").asText()))) {
                    throw ApiError.badRequest("Function call is missing a thought_signature in functionCall parts."
                            + " This is required for tools to work correctly. Function call "
                            + part.path("functionCall").path("name") + ", position " + index + ".");
                }
                return;
            }
        }
    }

    static boolean needsSignature(String model) {
        return model.startsWith("gemini-3");
    }

    /** The signature of a call in an answer; opaque to clients, so that only an echo can be right. */
    static String signature(String function) {
        return Base64.getEncoder().encodeToString(("signed " + function).getBytes(StandardCharsets.UTF_8));
    }
}
