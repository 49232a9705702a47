package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Checks the parts of a turn: one kind of data each, and what stands in it. */
final class Parts {
    /** Kinds of data a part may hold, of which it must hold exactly one. */
    private static final List<String> DATA = List.of(
            "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult");

    /** Media types that the models look at. */
    private static final Set<String> MEDIA = Set.of(
            "image/png",
            "image/jpeg",
            "image/webp",
            "image/heic",
            "image/heif",
            "application/pdf",
            "text/plain",
            "audio/wav",
            "audio/mp3",
            "audio/mpeg",
            "audio/aac",
            "audio/ogg",
            "audio/flac",
            "video/mp4");

    private Parts() {}

    /**
     * Checks one part.
     *
     * @param place where it is, as in {@code contents[0].parts[0]}
     * @throws ApiError if Google would refuse it
     */
    static void check(JsonNode part, String place, String model) {
        List<String> data = DATA.stream().filter(part::has).toList();
        if (data.isEmpty()) {
            throw ApiError.badRequest("* GenerateContentRequest." + place
                    + ".data: required oneof field 'data' must have one initialized field\n");
        }
        if (data.size() > 1) {
            throw ApiError.badRequest("Invalid value at '" + place + "' (oneof), oneof field 'data' is already set."
                    + " Cannot set '" + data.get(1) + "'");
        }
        JsonNode value = part.get(data.get(0));
        String at = place + "." + Known.snake(data.get(0));
        switch (data.get(0)) {
            case "text" -> {
                if (!value.isTextual()) {
                    throw ApiError.badRequest("Invalid value at '" + at + "' (TYPE_STRING), " + value);
                }
            }
            case "inlineData" -> inline(value, at);
            case "fileData" -> file(value, model);
            case "functionCall" -> function(value, "args", at);
            case "functionResponse" -> function(value, "response", at);
            default -> {
                // What Google's own tools said is taken as it is.
            }
        }
    }

    private static void inline(JsonNode blob, String at) {
        mediaType(blob);
        try {
            if (Base64.getDecoder().decode(blob.path("data").asText()).length == 0) {
                throw ApiError.badRequest("* GenerateContentRequest." + at + ".data: data is empty\n");
            }
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("Invalid value at '" + at + ".data' (TYPE_BYTES), Base64 decoding failed for \""
                    + blob.path("data").asText() + "\"");
        }
    }

    /** Public addresses are fetched for newer models only; older ones know uploaded files. */
    private static void file(JsonNode file, String model) {
        String uri = file.path("fileUri").asText();
        boolean uploaded = uri.startsWith("https://generativelanguage.googleapis.com/") || uri.startsWith("gs://");
        boolean fetched = uri.startsWith("https://") && Contents.needsSignature(model);
        if (!uploaded && !fetched) {
            throw ApiError.badRequest("Invalid or unsupported file uri: " + uri);
        }
        if (file.has("mimeType")) {
            mediaType(file);
        }
    }

    private static void mediaType(JsonNode data) {
        String mediaType = data.path("mimeType").asText();
        if (!MEDIA.contains(mediaType)) {
            throw ApiError.badRequest("Unsupported MIME type: " + mediaType);
        }
    }

    private static void function(JsonNode function, String values, String at) {
        if (function.path("name").asText().isEmpty()) {
            throw ApiError.badRequest("* GenerateContentRequest." + at + ".name: Name cannot be empty.\n");
        }
        boolean struct = function.path(values).isObject() || values.equals("args") && !function.has(values);
        if (!struct) {
            throw ApiError.badRequest("Invalid value at '" + at + "." + values
                    + "' (type.googleapis.com/google.protobuf.Struct), " + function.path(values));
        }
    }
}
