package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parts of a message's content. Only text counts; images, sound and files are looked at and passed over. */
final class ContentParts {
    private static final List<String> TEXT = List.of("text");
    private static final Map<String, List<String>> KINDS = Map.of(
            "user", List.of("text", "image_url", "input_audio", "file"),
            "assistant", List.of("text", "refusal"),
            "system", TEXT,
            "developer", TEXT,
            "tool", TEXT);
    private static final Pattern DATA_URL = Pattern.compile("data:([^;,]*)(?:;[^,]*)?;base64,(.*)", Pattern.DOTALL);
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp");

    private ContentParts() {}

    static String text(JsonNode content, String role, String place) {
        List<String> texts = new ArrayList<>();
        int index = 0;
        for (JsonNode part : content) {
            String at = place + "[" + index++ + "]";
            String kind = part.path("type").asText();
            List<String> kinds = KINDS.getOrDefault(role, TEXT);
            if (!kinds.contains(kind)) {
                throw ApiError.badRequest("Invalid value: '%s'. Supported values are: '%s'."
                                .formatted(kind, String.join("', '", kinds)))
                        .at(at + ".type")
                        .because("invalid_value");
            }
            check(part, kind, at);
            if (kind.equals("text")) {
                texts.add(part.get("text").textValue());
            }
        }
        return String.join(" ", texts);
    }

    private static void check(JsonNode part, String kind, String at) {
        switch (kind) {
            case "text", "refusal" -> textual(part.path(kind), at + "." + kind);
            case "image_url" -> image(part.path("image_url"), at + ".image_url");
            case "input_audio" -> textual(part.path("input_audio").path("data"), at + ".input_audio.data");
            default -> {
                if (part.path("file").isEmpty()) {
                    throw Fields.missing(at + ".file");
                }
            }
        }
    }

    private static void textual(JsonNode value, String at) {
        if (value.isMissingNode()) {
            throw Fields.missing(at);
        }
        if (!value.isTextual()) {
            throw Fields.wrongType(at, "a string", value);
        }
    }

    private static void image(JsonNode image, String at) {
        textual(image.path("url"), at + ".url");
        String url = image.get("url").textValue();
        Matcher data = DATA_URL.matcher(url);
        if (data.matches()) {
            imageData(data.group(1), data.group(2), at + ".url");
        } else if (!url.matches("https?://\\S+")) {
            throw ApiError.badRequest(
                            "Invalid image URL: '" + at + ".url'. Expected a base64-encoded data URL with an"
                                    + " image MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), or an http(s) URL.")
                    .at(at + ".url")
                    .because("invalid_image_url");
        }
        String detail = image.path("detail").asText("auto");
        if (!detail.matches("auto|low|high|original")) {
            throw ApiError.badRequest("Invalid value: '" + detail + "'. Supported values are: 'low', 'high', 'auto',"
                            + " and 'original'.")
                    .at(at + ".detail")
                    .because("invalid_value");
        }
    }

    private static void imageData(String mediaType, String data, String at) {
        if (!IMAGES.contains(mediaType)) {
            throw ApiError.badRequest("You uploaded an unsupported image. Please make sure your image has of one the"
                            + " following formats: ['png', 'jpeg', 'gif', 'webp'].")
                    .at(at)
                    .because("invalid_image_format");
        }
        try {
            Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("Invalid base64 image_url.").at(at).because("invalid_base64_image");
        }
    }
}
