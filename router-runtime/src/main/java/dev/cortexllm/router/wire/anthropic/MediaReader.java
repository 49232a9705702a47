package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.Locale;

/** Reads the {@code source} of an image or a document. */
final class MediaReader {
    private static final int GROUP = 4;

    private MediaReader() {}

    /**
     * Reads a source of bytes.
     *
     * @param source the object, its type known to be {@code base64}
     * @return the bytes
     * @throws InvalidBody when they are not in base64
     */
    static Media inline(Fields source) throws InvalidBody {
        String type = source.neededText("media_type").toLowerCase(Locale.ROOT);
        String base64 = base64(source.neededText("data"));
        if (base64 == null) {
            throw source.wrong("data", "base64");
        }
        return new Media.Inline(type, base64);
    }

    /**
     * Reads a source that stands elsewhere.
     *
     * @param source the object
     * @param type its type
     * @return what it names, or null when the type is another
     * @throws InvalidBody when it names nothing
     */
    static Media elsewhere(Fields source, String type) throws InvalidBody {
        return switch (type) {
            case "url" -> new Media.Url(source.neededText("url"));
            case "file" -> new Media.FileId(source.neededText("file_id"));
            default -> null;
        };
    }

    /** The same bytes in standard base64 with padding and without white space; null when it is not base64. */
    private static String base64(String text) {
        if (text.length() % GROUP == 0 && plain(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + GROUP);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c != '=') {
                clean.append(c == '-' ? '+' : c == '_' ? '/' : c);
            }
        }
        if (clean.length() % GROUP == 1) {
            return null;
        }
        while (clean.length() % GROUP != 0) {
            clean.append('=');
        }
        String padded = clean.toString();
        return plain(padded) ? padded : null;
    }

    /** Whether all is of the alphabet, with at most two signs of padding at the end. */
    private static boolean plain(String text) {
        int end = text.length();
        while (end > 0 && end > text.length() - 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }
}
