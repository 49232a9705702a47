package dev.cortexllm.router.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding in paths, where a plus sign is a plus sign (RFC 3986). */
final class PercentCode {
    private static final int HEX = 16;

    private PercentCode() {}

    /**
     * Undoes it. What is not a valid escape stays as it is.
     *
     * @param path a path or a part of one
     * @return the text
     */
    static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(path.length());
        byte[] in = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], HEX);
            if (low < 0) {
                out.write(in[i]);
            } else {
                out.write(high * HEX + low);
                i += 2;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
