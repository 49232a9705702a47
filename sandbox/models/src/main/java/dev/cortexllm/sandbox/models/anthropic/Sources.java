package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.Base64;
import java.util.Set;

/** Checks where images and documents come from. */
final class Sources {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> DOCUMENTS = Set.of("application/pdf");

    private Sources() {}

    static void image(JsonNode source, String place) {
        switch (source.path("type").asText()) {
            case "base64" -> base64(source, IMAGES, place);
            case "url" -> url(source, place);
            case "file" -> {
                // Nobody has uploaded anything here, but the field is right.
            }
            default -> throw wrongTag(source, place, "'base64', 'file', 'url'");
        }
    }

    static void document(JsonNode source, String place) {
        switch (source.path("type").asText()) {
            case "base64" -> base64(source, DOCUMENTS, place);
            case "url" -> url(source, place);
            case "text" -> {
                if (!source.path("media_type").asText().equals("text/plain")) {
                    throw ApiError.badRequest(place + ".text.media_type: Input should be 'text/plain'");
                }
            }
            case "content", "file" -> {
                // Taken as they are.
            }
            default -> throw wrongTag(source, place, "'base64', 'content', 'file', 'text', 'url'");
        }
    }

    private static void base64(JsonNode source, Set<String> mediaTypes, String place) {
        Blocks.refuseUnknown(source, Set.of("type", "media_type", "data"), place + ".base64.");
        if (!mediaTypes.contains(source.path("media_type").asText())) {
            throw ApiError.badRequest(place + ".base64.media_type: Input should be "
                    + String.join(
                            " or ",
                            mediaTypes.stream()
                                    .sorted()
                                    .map(name -> "'" + name + "'")
                                    .toList()));
        }
        try {
            if (Base64.getDecoder().decode(source.path("data").asText()).length == 0) {
                throw ApiError.badRequest(place + ".base64: image cannot be empty");
            }
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest(place + ".base64.data: invalid base64 data");
        }
    }

    private static void url(JsonNode source, String place) {
        Blocks.refuseUnknown(source, Set.of("type", "url"), place + ".url.");
        if (!source.path("url").asText().startsWith("https://")) {
            throw ApiError.badRequest(place + ".url.url: Only HTTPS URLs are supported.");
        }
    }

    private static ApiError wrongTag(JsonNode source, String place, String tags) {
        return ApiError.badRequest(place + ": Input tag '" + source.path("type").asText()
                + "' found using 'type' does not match any of the expected tags: " + tags);
    }
}
