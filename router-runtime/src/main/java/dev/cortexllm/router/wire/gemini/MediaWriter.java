package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Images, documents and sound as parts. Bytes go along inline. An address goes on as an address, with the media type that
 * its ending suggests: the provider fetches it, or says that it does not; the router itself fetches nothing here.
 */
final class MediaWriter {
    private static final Set<String> DETAILS = Set.of("low", "high");

    private final ModelTraits traits;
    private final Fidelity fidelity;

    MediaWriter(ModelTraits traits, Fidelity fidelity) {
        this.traits = traits;
        this.fidelity = fidelity;
    }

    /**
     * Writes an image. How closely it is looked at can be said per image from the third generation on.
     *
     * @param image an image
     * @return its part
     * @throws Refused when it is a file at another provider
     */
    ObjectNode image(Part.Image image) throws Refused {
        ObjectNode part = part(image.source(), "image/jpeg", image.at());
        String detail = image.detail();
        if (detail != null && DETAILS.contains(detail)) {
            if (traits.third()) {
                part.putObject("mediaResolution").put("level", "MEDIA_RESOLUTION_" + detail.toUpperCase(Locale.ROOT));
            } else {
                fidelity.lost(image.at() + ".image_url.detail", "this model looks at all images alike");
            }
        }
        return part;
    }

    /**
     * Writes a document. Its name, for which Google has no field, becomes a text before it.
     *
     * @param document a document
     * @return its parts; none of an empty text
     * @throws Refused when it is a file at another provider
     */
    List<ObjectNode> document(Part.Document document) throws Refused {
        List<ObjectNode> parts = new ArrayList<>(2);
        if (document.source() instanceof Media.PlainText plain && plain.text().isEmpty()) {
            return parts;
        }
        if (document.title() != null && !document.title().isEmpty()) {
            parts.add(JsonTrees.object().put("text", "Document: " + document.title()));
        }
        parts.add(part(document.source(), "application/pdf", document.at()));
        return parts;
    }

    /**
     * Writes sound.
     *
     * @param audio sound
     * @return its part
     * @throws Refused when it is a file at another provider
     */
    ObjectNode audio(Part.Audio audio) throws Refused {
        return part(audio.source(), "audio/mp3", audio.at());
    }

    private static ObjectNode part(Media media, String standIn, String at) throws Refused {
        ObjectNode part = JsonTrees.object();
        if (media instanceof Media.Inline inline) {
            part.putObject("inlineData")
                    .put("mimeType", MediaTypes.known(inline.mediaType()))
                    .put("data", inline.base64());
        } else if (media instanceof Media.Url url) {
            part.putObject("fileData")
                    .put("mimeType", MediaTypes.of(url.url(), standIn))
                    .put("fileUri", url.url());
        } else if (media instanceof Media.PlainText plain) {
            part.put("text", plain.text());
        } else {
            throw new Refused(
                    at + ": a file that was uploaded to another provider cannot be sent to the chosen model; send its"
                            + " bytes or its address.",
                    at,
                    "unsupported_media_type");
        }
        return part;
    }
}
