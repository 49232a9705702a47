package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the content of messages: texts, images, sound and files. */
final class PartReader {
    private static final String PDF = "application/pdf";
    private static final Set<String> KNOWN = Set.of(
            "type",
            "text",
            "refusal",
            "image_url",
            "input_audio",
            "file",
            "thinking",
            "closed",
            CacheMarks.CONTROL,
            CacheMarks.BREAKPOINT);

    private final ObjectNode rest;

    /**
     * @param rest where fields go that nobody knows
     */
    PartReader(ObjectNode rest) {
        this.rest = rest;
    }

    /**
     * Reads a content that must be there.
     *
     * @param message a message
     * @return its parts
     * @throws InvalidBody when it is neither a string nor an array of parts
     */
    List<Part> needed(Fields message) throws InvalidBody {
        if (!message.has("content")) {
            throw message.missing("content", "a string or an array of parts");
        }
        return read(message);
    }

    /**
     * Reads a content.
     *
     * @param message a message
     * @return its parts; none when it is absent
     * @throws InvalidBody when it is neither a string nor an array of parts
     */
    List<Part> read(Fields message) throws InvalidBody {
        JsonNode content = message.get("content");
        String at = message.at("content");
        if (content == null) {
            return List.of();
        }
        if (content.isTextual()) {
            return List.of(new Part.Text(content.textValue(), null, at));
        }
        if (!content.isArray()) {
            throw Fields.wrong(at, "must be a string or an array of parts, not " + Fields.kind(content));
        }
        List<Part> parts = new ArrayList<>(content.size());
        for (Fields part : Fields.elements((ArrayNode) content, at)) {
            part(part, parts);
        }
        return parts;
    }

    private void part(Fields part, List<Part> parts) throws InvalidBody {
        CacheMark cache = CacheMarks.of(part);
        String type = part.neededText("type");
        Part read =
                switch (type) {
                    case "text" -> new Part.Text(part.neededText("text"), cache, part.at());
                    case "refusal" -> new Part.Refusal(part.neededText("refusal"), part.at());
                    case "image_url" -> image(part, cache);
                    case "input_audio" -> audio(part);
                    case "file" -> file(part, cache);
                    case "thinking" -> thinking(part);
                    default -> new Part.Foreign(type, part.node(), part.at());
                };
        if (!(read instanceof Part.Foreign)) {
            part.keepOthers(KNOWN, rest);
        }
        parts.add(read);
    }

    private static Part image(Fields part, CacheMark cache) throws InvalidBody {
        Fields image = part.neededObject("image_url");
        String url = image.neededText("url");
        String at = image.at("url");
        String detail = image.text("detail");
        if (DataUrl.is(url)) {
            Media.Inline media = DataUrl.read(url, at);
            if (!isImage(media) && !media.mediaType().equals(PDF)) {
                throw Fields.wrong(at, "must hold an image or a PDF, not " + media.mediaType());
            }
            return inline(media, null, detail, cache, part.at());
        }
        if (!url.contains("://")) {
            throw Fields.wrong(at, "must be an http, https or data URL");
        }
        return isPdf(url)
                ? new Part.Document(new Media.Url(url), null, cache, part.at())
                : new Part.Image(new Media.Url(url), detail, cache, part.at());
    }

    /** Whether the path of a URL ends like a PDF's; Anthropic and Gemini treat those as documents. */
    private static boolean isPdf(String url) {
        try {
            String path = URI.create(url).getPath();
            return path != null && path.toLowerCase(Locale.ROOT).endsWith(".pdf");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Part inline(Media.Inline media, String title, String detail, CacheMark cache, String at) {
        if (!isImage(media)) {
            return new Part.Document(plain(media), title, cache, at);
        }
        // image/jpg is no registered type, but what many programs write; providers refuse it.
        String type = media.mediaType().equals("image/jpg") ? "image/jpeg" : media.mediaType();
        return new Part.Image(new Media.Inline(type, media.base64()), detail, cache, at);
    }

    private static boolean isImage(Media.Inline media) {
        return media.mediaType().startsWith("image/");
    }

    /** Plain text as such: formats have a place of their own for it. */
    private static Media plain(Media.Inline media) {
        if (!media.mediaType().equals("text/plain")) {
            return media;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(media.base64()));
            return new Media.PlainText(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return media;
        }
    }

    private static Part audio(Fields part) throws InvalidBody {
        Fields audio = part.neededObject("input_audio");
        String format = audio.word("format", List.of("wav", "mp3"));
        if (format == null) {
            throw audio.missing("format", "wav or mp3");
        }
        String data = DataUrl.base64(audio.neededText("data"), audio.at("data"));
        return new Part.Audio(new Media.Inline("audio/" + format, data), part.at());
    }

    private static Part file(Fields part, CacheMark cache) throws InvalidBody {
        Fields file = part.neededObject("file");
        String name = file.text("filename");
        String id = file.text("file_id");
        if (id != null) {
            return new Part.Document(new Media.FileId(id), name, cache, part.at());
        }
        String data = file.neededText("file_data");
        String at = file.at("file_data");
        if (!DataUrl.is(data)) {
            throw Fields.wrong(at, "must be a data URL that begins like data:application/pdf;base64,");
        }
        return inline(DataUrl.read(data, at), name, null, cache, part.at());
    }

    /** A thought as Mistral's models tell it and want to be told it again. */
    private static Part thinking(Fields part) throws InvalidBody {
        StringBuilder text = new StringBuilder();
        JsonNode thinking = part.get("thinking");
        if (thinking != null && thinking.isTextual()) {
            text.append(thinking.textValue());
        } else {
            for (Fields piece : part.objects("thinking")) {
                text.append(piece.text("text") == null ? "" : piece.text("text"));
            }
        }
        return new Part.Reasoning(text.toString(), null, part.at());
    }
}
