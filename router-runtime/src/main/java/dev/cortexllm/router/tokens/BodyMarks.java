package dev.cortexllm.router.tokens;

import java.nio.charset.StandardCharsets;

/**
 * Looks for words in a body without reading it. Each is looked for as a JSON string or name would begin or end with it; a
 * body that spells them with escapes hides them, and is then judged by its provider alone.
 */
final class BodyMarks {
    private static final byte[][] MEDIA = {
        bytes("image"), bytes("input_image"), bytes("file"), bytes("document"), bytes("input_audio"), bytes("video")
    };
    private static final byte[] TOKENS = bytes("_tokens\"");
    private static final long UNKNOWN = -1;

    private BodyMarks() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a string begins like the type of an image, a document or sound. */
    static boolean media(byte[] body) {
        for (int i = 0; i < body.length - 1; i++) {
            if (body[i] == '"' && beginsMedia(body, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsMedia(byte[] body, int at) {
        byte first = body[at];
        if (first != 'i' && first != 'f' && first != 'd' && first != 'v') {
            return false;
        }
        for (byte[] word : MEDIA) {
            if (stands(word, body, at)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The largest number that is given under a name such as {@code max_tokens}.
     *
     * @param body JSON in UTF-8
     * @return the number; -1 when there is none, or one of more than nine digits
     */
    static long largestTokens(byte[] body) {
        long largest = UNKNOWN;
        for (int i = 0; i <= body.length - TOKENS.length; i++) {
            if (body[i] == '_' && stands(TOKENS, body, i)) {
                int at = value(body, i + TOKENS.length);
                long number = at < 0 ? UNKNOWN : number(body, at);
                if (number == Long.MAX_VALUE) {
                    return UNKNOWN;
                }
                largest = Math.max(largest, number);
            }
        }
        return largest;
    }

    /** Where the value of a name begins, or -1 when no colon follows. */
    private static int value(byte[] body, int from) {
        int at = blank(body, from);
        return at < body.length && body[at] == ':' ? blank(body, at + 1) : -1;
    }

    private static int blank(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] <= ' ') {
            at++;
        }
        return at;
    }

    private static long number(byte[] body, int from) {
        long value = 0;
        int at = from;
        while (at < body.length && body[at] >= '0' && body[at] <= '9') {
            if (at - from >= 9) {
                return Long.MAX_VALUE;
            }
            value = 10 * value + body[at++] - '0';
        }
        boolean fraction = at < body.length && (body[at] == '.' || body[at] == 'e' || body[at] == 'E');
        return fraction ? Long.MAX_VALUE : at == from ? UNKNOWN : value;
    }

    private static boolean stands(byte[] word, byte[] body, int at) {
        if (at + word.length > body.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (body[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
