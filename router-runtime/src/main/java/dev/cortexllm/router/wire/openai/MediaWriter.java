package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Writes parts of a user's message (facts/wire/openai.md section 2.2). */
final class MediaWriter {
    private static final String PDF = ".pdf";

    private MediaWriter() {}

    /**
     * Writes a part.
     *
     * @param part a text, an image, a document or sound
     * @return the part of a user's message
     * @throws Refused when OpenAI's format has no place for it
     */
    static ObjectNode part(Part part) throws Refused {
        if (part instanceof Part.Text text) {
            return text(text.text());
        } else if (part instanceof Part.Image image) {
            return image(image);
        } else if (part instanceof Part.Document document) {
            return document(document);
        } else if (part instanceof Part.Audio audio) {
            return audio(audio);
        }
        throw refused(part.at(), kind(part) + " cannot be sent to the chosen model");
    }

    private static String kind(Part part) {
        return part instanceof Part.Foreign foreign ? "content of type '" + foreign.type() + "'" : "this content";
    }

    static Refused refused(String at, String clause) {
        return new Refused(at + ": " + clause + ".", at, "unsupported_value");
    }

    static ObjectNode text(String text) {
        return JsonTrees.object().put("type", "text").put("text", text);
    }

    private static ObjectNode image(Part.Image image) throws Refused {
        ObjectNode written = JsonTrees.object().put("type", "image_url");
        ObjectNode url = written.putObject("image_url").put("url", url(image));
        if (image.detail() != null) {
            url.put("detail", image.detail());
        }
        return written;
    }

    private static String url(Part.Image image) throws Refused {
        if (image.source() instanceof Media.Inline inline) {
            return dataUrl(inline);
        } else if (image.source() instanceof Media.Url url) {
            return url.url();
        }
        throw elsewhere(image.at(), "an image");
    }

    private static Refused elsewhere(String at, String what) {
        return refused(at, what + " that was uploaded to another provider cannot be sent to the chosen model");
    }

    private static String dataUrl(Media.Inline inline) {
        return "data:" + inline.mediaType() + ";base64," + inline.base64();
    }

    private static ObjectNode document(Part.Document document) throws Refused {
        String text = documentText(document);
        if (text != null) {
            return text(text);
        }
        if (document.source() instanceof Media.Inline inline) {
            ObjectNode written = JsonTrees.object().put("type", "file");
            written.putObject("file")
                    .put("filename", fileName(document.title(), inline.mediaType()))
                    .put("file_data", dataUrl(inline));
            return written;
        }
        throw document.source() instanceof Media.Url
                ? refused(document.at(), "a document at a URL cannot be sent to the chosen model; send its bytes")
                : elsewhere(document.at(), "a document");
    }

    /** OpenAI goes by the ending of the name. */
    private static String fileName(String title, String mediaType) {
        String name = title == null || title.isBlank() ? "document" : title;
        boolean pdf = mediaType.equals("application/pdf");
        return pdf && !name.toLowerCase(Locale.ROOT).endsWith(PDF) ? name + PDF : name;
    }

    /**
     * A document as text, its title before it.
     *
     * @param document any
     * @return null when it is not plain text
     */
    static String documentText(Part.Document document) {
        String text = null;
        if (document.source() instanceof Media.PlainText plain) {
            text = plain.text();
        } else if (document.source() instanceof Media.Inline inline
                && inline.mediaType().startsWith("text/")) {
            text = new String(Base64.getDecoder().decode(inline.base64()), StandardCharsets.UTF_8);
        }
        return text == null || document.title() == null ? text : document.title() + "\n\n" + text;
    }

    private static ObjectNode audio(Part.Audio audio) throws Refused {
        String format = audio.source() instanceof Media.Inline inline ? format(inline.mediaType()) : null;
        if (format == null) {
            throw refused(audio.at(), "sound must be wav or mp3 and stand in the request");
        }
        ObjectNode written = JsonTrees.object().put("type", "input_audio");
        written.putObject("input_audio")
                .put("data", ((Media.Inline) audio.source()).base64())
                .put("format", format);
        return written;
    }

    private static String format(String mediaType) {
        return switch (mediaType) {
            case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
            case "audio/mp3", "audio/mpeg" -> "mp3";
            default -> null;
        };
    }
}
