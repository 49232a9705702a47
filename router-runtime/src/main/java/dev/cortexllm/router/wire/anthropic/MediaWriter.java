package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** Writes images and documents as blocks (facts/wire/anthropic.md sections 2 and 8). */
final class MediaWriter {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String PDF = "application/pdf";
    private static final String PLAIN = "text/plain";

    private MediaWriter() {}

    /**
     * Writes an image, or a document where the client has put one into an image's place.
     *
     * @param media where it is
     * @param at place in the client's body
     * @return the block
     * @throws Refused when Anthropic takes no such image
     */
    static ObjectNode image(Media media, String at) throws Refused {
        if (media instanceof Media.Inline inline) {
            return inline(inline, null, at);
        } else if (media instanceof Media.Url url) {
            boolean pdf = path(url.url()).endsWith(".pdf");
            return block(pdf ? "document" : "image", source("url").put("url", https(url.url(), at)), null);
        }
        throw elsewhere(media, at);
    }

    /**
     * Writes a document.
     *
     * @param media where it is
     * @param title its name, or null
     * @param at place in the client's body
     * @return the block
     * @throws Refused when Anthropic takes no such document
     */
    static ObjectNode document(Media media, String title, String at) throws Refused {
        if (media instanceof Media.Inline inline) {
            return inline(inline, title, at);
        } else if (media instanceof Media.Url url) {
            return block("document", source("url").put("url", https(url.url(), at)), title);
        } else if (media instanceof Media.PlainText text) {
            return plain(text.text(), title);
        }
        throw elsewhere(media, at);
    }

    private static ObjectNode inline(Media.Inline inline, String title, String at) throws Refused {
        String type = inline.mediaType().equals("image/jpg") ? "image/jpeg" : inline.mediaType();
        if (IMAGES.contains(type)) {
            return block("image", base64(type, inline.base64()), null);
        } else if (type.equals(PDF)) {
            return block("document", base64(type, inline.base64()), title);
        } else if (type.startsWith("text/") || type.equals("application/json")) {
            return plain(decoded(inline.base64(), at), title);
        }
        throw new Refused(
                at + ": the chosen model takes no " + type + "; Anthropic takes JPEG, PNG, GIF and WebP images, PDF and"
                        + " plain text.",
                at,
                "unsupported_media_type");
    }

    private static String decoded(String base64, String at) throws Refused {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Utf8.firstInvalid(bytes) < 0) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Refused(at + ": the text is not UTF-8 in base64.", at, null);
    }

    private static ObjectNode plain(String text, String title) {
        return block("document", source("text").put("media_type", PLAIN).put("data", text), title);
    }

    private static ObjectNode base64(String type, String base64) {
        return source("base64").put("media_type", type).put("data", base64);
    }

    private static ObjectNode source(String type) {
        return JsonTrees.object().put("type", type);
    }

    private static ObjectNode block(String type, ObjectNode source, String title) {
        ObjectNode block = JsonTrees.object().put("type", type);
        block.set("source", source);
        return title == null ? block : block.put("title", title);
    }

    private static String https(String url, String at) throws Refused {
        if (!url.regionMatches(true, 0, "https://", 0, "https://".length())) {
            throw new Refused(at + ": Anthropic fetches from https addresses only.", at, null);
        }
        return url;
    }

    /** A URL's path in lower case: what stands before query and fragment. */
    private static String path(String url) {
        return url.split("[?#]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static Refused elsewhere(Media media, String at) {
        String what = media instanceof Media.FileId ? "a file that was uploaded to another provider" : "this";
        return new Refused(at + ": the chosen model is served by Anthropic, which cannot read " + what + ".", at, null);
    }
}
