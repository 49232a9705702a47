package dev.cortexllm.router.wire.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one server-sent event holds: its data with several lines joined by a line feed, and its name. Used again for every
 * event; copies only where data is spread over lines.
 */
public final class EventData {
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private byte[] bytes;
    private int from;
    private int to;
    private String name;
    private boolean any;

    /**
     * Reads an event.
     *
     * @param in where it is; a byte order mark before it is passed over
     * @param start offset of its first byte
     * @param end offset behind its last byte
     */
    public void read(byte[] in, int start, int end) {
        bytes = in;
        from = 0;
        to = 0;
        name = null;
        any = false;
        int line = startsWith(in, start, end, MARK) ? start + MARK.length : start;
        while (line < end) {
            int lineEnd = line;
            while (lineEnd < end && in[lineEnd] != '\n' && in[lineEnd] != '\r') {
                lineEnd++;
            }
            line(in, line, lineEnd);
            line = lineEnd + 1;
        }
    }

    private void line(byte[] in, int line, int lineEnd) {
        int value = value(in, line, lineEnd, DATA);
        if (value >= 0) {
            data(in, value, lineEnd);
            return;
        }
        int named = value(in, line, lineEnd, EVENT);
        if (named >= 0) {
            name = new String(in, named, lineEnd - named, StandardCharsets.UTF_8);
        }
    }

    private void data(byte[] in, int value, int lineEnd) {
        if (!any) {
            any = true;
            from = value;
            to = lineEnd;
            return;
        }
        byte[] joined = Arrays.copyOfRange(bytes, from, to + 1 + lineEnd - value);
        joined[to - from] = '\n';
        System.arraycopy(in, value, joined, to - from + 1, lineEnd - value);
        bytes = joined;
        from = 0;
        to = joined.length;
    }

    /** Offset of a field's value, -1 when the line is another field. */
    private static int value(byte[] in, int line, int lineEnd, byte[] field) {
        if (!startsWith(in, line, lineEnd, field)) {
            return -1;
        }
        int colon = line + field.length;
        if (colon >= lineEnd || in[colon] != ':') {
            return -1;
        }
        return colon + 1 < lineEnd && in[colon + 1] == ' ' ? colon + 2 : colon + 1;
    }

    private static boolean startsWith(byte[] in, int at, int end, byte[] word) {
        return at + word.length <= end && Arrays.equals(in, at, at + word.length, word, 0, word.length);
    }

    /** Whether it has data at all; without, it is a comment or nothing. */
    public boolean any() {
        return any;
    }

    /** Where the data is. */
    public byte[] bytes() {
        return bytes;
    }

    /** Offset of the data's first byte. */
    public int from() {
        return from;
    }

    /** Offset behind the data's last byte. */
    public int to() {
        return to;
    }

    /** Whether the data is that word, ignoring what follows it. */
    public boolean startsWith(byte[] word) {
        return any && startsWith(bytes, from, to, word);
    }

    /** The event's name, or null. */
    public String name() {
        return name;
    }
}
