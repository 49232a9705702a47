package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.Media;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Bytes that stand in a body: as {@code data:} URLs (RFC 2397) or as bare base64. */
final class DataUrl {
    private static final String SCHEME = "data:";
    private static final int LONGEST_TYPE = 100;
    private static final int GROUP = 4;

    private DataUrl() {}

    /** Whether a URL is one, whatever it holds. */
    static boolean is(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * Reads one.
     *
     * @param url a text that {@link #is} one
     * @param at its place
     * @return its media type, lower case and without parameters, and its bytes
     * @throws InvalidBody when it names no media type, or its bytes cannot be read
     */
    static Media.Inline read(String url, String at) throws InvalidBody {
        int comma = url.indexOf(',');
        if (comma < 0) {
            throw Fields.wrong(at, "is a data URL without a comma before its data");
        }
        String head = url.substring(SCHEME.length(), comma);
        int semicolon = head.indexOf(';');
        String type =
                (semicolon < 0 ? head : head.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        if (type.indexOf('/') < 1 || type.length() > LONGEST_TYPE) {
            throw Fields.wrong(at, "is a data URL that names no media type");
        }
        boolean base64 = head.regionMatches(true, head.length() - ";base64".length(), ";base64", 0, ";base64".length());
        String data = url.substring(comma + 1);
        String bytes = base64 ? base64(unescapedText(data, at), at) : encoded(unescaped(data, at));
        if (bytes.isEmpty()) {
            throw Fields.wrong(at, "is a data URL without data");
        }
        return new Media.Inline(type, bytes);
    }

    /**
     * Puts base64 into its standard form: the URL's alphabet, white space and missing padding are taken as well.
     *
     * @param text base64
     * @param at its place
     * @return the same bytes in standard base64 with padding and without white space
     * @throws InvalidBody when it is not base64
     */
    static String base64(String text, String at) throws InvalidBody {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '=' || isSpace(text.charAt(end - 1)))) {
            end--;
        }
        int plain = 0;
        while (plain < end && isStandard(text.charAt(plain))) {
            plain++;
        }
        if (plain == end && isPadded(text, end)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + GROUP).append(text, 0, plain);
        for (int i = plain; i < end; i++) {
            char c = text.charAt(i);
            if (isStandard(c)) {
                clean.append(c);
            } else if (c == '-' || c == '_') {
                clean.append(c == '-' ? '+' : '/');
            } else if (!isSpace(c)) {
                throw Fields.wrong(at, "holds data that is not base64");
            }
        }
        if (clean.length() % GROUP == 1) {
            throw Fields.wrong(at, "holds base64 that is cut off");
        }
        while (clean.length() % GROUP != 0) {
            clean.append('=');
        }
        return clean.toString();
    }

    /** Whether what follows the bytes is just the padding they need. */
    private static boolean isPadded(String text, int end) {
        int padding = text.length() - end;
        return text.length() % GROUP == 0 && padding < GROUP - 1 && text.startsWith("==".substring(0, padding), end);
    }

    private static boolean isStandard(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static String unescapedText(String data, String at) throws InvalidBody {
        return data.indexOf('%') < 0 ? data : new String(unescaped(data, at), StandardCharsets.UTF_8);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Undoes percent-encoding. */
    private static byte[] unescaped(String data, String at) throws InvalidBody {
        byte[] in = data.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.write(in[i]);
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw Fields.wrong(at, "is a data URL with a percent sign that no two hex digits follow");
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toByteArray();
    }
}
