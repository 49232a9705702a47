package dev.cortexllm.router.tokens;

import java.util.Base64;

/**
 * Width and height of an image, read from the first bytes of its file.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
record ImageSize(int width, int height) {
    /** Base64 characters that are looked at: 96 KiB of file, because a JPEG may have that much of metadata before its size. */
    private static final int LOOKED_AT = 128 * 1024;

    private static final int LARGEST = 1 << 20;

    /**
     * Reads the size of a PNG, JPEG, GIF or WebP.
     *
     * @param base64 the file
     * @return its size; null when it is none of these or does not say
     */
    static ImageSize of(String base64) {
        int length = Math.min(base64.length(), LOOKED_AT) & ~3;
        byte[] file;
        try {
            file = Base64.getDecoder().decode(base64.substring(0, length));
        } catch (IllegalArgumentException e) {
            return null;
        }
        Bytes bytes = new Bytes(file);
        if (bytes.startsWith("\u0089PNG\r\n\u001a\n", 0)) {
            return sized(bytes.big(16, 4), bytes.big(20, 4));
        } else if (bytes.startsWith("GIF8", 0)) {
            return sized(bytes.little(6, 2), bytes.little(8, 2));
        } else if (bytes.startsWith("RIFF", 0) && bytes.startsWith("WEBP", 8)) {
            return webp(bytes);
        }
        return bytes.big(0, 2) == 0xFFD8 ? jpeg(bytes) : null;
    }

    private static ImageSize sized(long width, long height) {
        boolean sensible = width >= 1 && height >= 1 && width <= LARGEST && height <= LARGEST;
        return sensible ? new ImageSize((int) width, (int) height) : null;
    }

    /** The three kinds of WebP: extended, lossless and lossy (RFC 9649 sections 2.5 to 2.7). */
    private static ImageSize webp(Bytes bytes) {
        if (bytes.startsWith("VP8X", 12)) {
            return sized(bytes.little(24, 3) + 1, bytes.little(27, 3) + 1);
        } else if (bytes.startsWith("VP8L", 12)) {
            long packed = bytes.little(21, 4);
            return packed < 0 ? null : sized((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1);
        } else if (bytes.startsWith("VP8 ", 12)) {
            return sized(bytes.little(26, 2) & 0x3FFF, bytes.little(28, 2) & 0x3FFF);
        }
        return null;
    }

    /** Walks over the segments to the frame header (ITU T.81, annex B). */
    private static ImageSize jpeg(Bytes bytes) {
        int at = 2;
        while (bytes.big(at, 1) == 0xFF) {
            int marker = (int) bytes.big(at + 1, 1);
            if (marker == 0xFF) {
                at++;
            } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                return sized(bytes.big(at + 7, 2), bytes.big(at + 5, 2));
            } else if (marker == 0xDA || marker == 0xD9) {
                return null;
            } else if (marker == 0x01 || marker >= 0xD0 && marker <= 0xD8) {
                at += 2;
            } else {
                at += 2 + (int) Math.max(2, bytes.big(at + 2, 2));
            }
        }
        return null;
    }

    /** Bytes that may be fewer than looked for; a number that is not all there is -1. */
    private record Bytes(byte[] of) {
        boolean startsWith(String latin1, int from) {
            for (int i = 0; i < latin1.length(); i++) {
                if (big(from + i, 1) != latin1.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        long big(int from, int count) {
            if (from < 0 || from > of.length - count) {
                return -1;
            }
            long value = 0;
            for (int i = 0; i < count; i++) {
                value = value << 8 | of[from + i] & 0xFF;
            }
            return value;
        }

        long little(int from, int count) {
            if (from < 0 || from > of.length - count) {
                return -1;
            }
            long value = 0;
            for (int i = count - 1; i >= 0; i--) {
                value = value << 8 | of[from + i] & 0xFF;
            }
            return value;
        }
    }
}
