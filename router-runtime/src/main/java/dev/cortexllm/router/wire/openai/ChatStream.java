package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.account.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A streamed completion passing by, one per attempt: whole events go on byte for byte, except a usage chunk that only the
 * router had asked for. Notes whether content has come, what was used, and whether the stream came to its proper end.
 */
public final class ChatStream {
    private static final byte[] NOTHING = {};
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

    private final boolean hideUsage;
    private final EventCutter events = new EventCutter();
    private final ChunkScan chunk = new ChunkScan();
    private boolean content;
    private boolean finished;
    private boolean done;
    private Usage usage;

    /**
     * @param hideUsage whether a chunk that only tells the usage is kept from the client
     */
    public ChatStream(boolean hideUsage) {
        this.hideUsage = hideUsage;
    }

    /** Whether something has come that commits the router to this answer: content, or a finish. */
    public boolean committing() {
        return content || finished;
    }

    /** Whether the stream has come to its proper end. */
    public boolean complete() {
        return done || finished;
    }

    /** Whether the last event has come: whatever happens to the connection now, nothing of the answer is missing. */
    public boolean done() {
        return done;
    }

    /** What the stream said was used, or null. */
    public Usage usage() {
        return usage;
    }

    /**
     * Takes bytes of the upstream.
     *
     * @param piece the next bytes; not to be changed any more
     * @return bytes for the client: the same array where nothing was kept back or hidden; may be empty
     * @throws MalformedStream when an event is not a chunk, or is an error
     */
    public byte[] feed(byte[] piece) throws MalformedStream {
        events.feed(piece);
        ByteArrayOutputStream shortened = null;
        int whole = 0;
        while (events.next()) {
            boolean hide = hidden(events.bytes(), events.from(), events.to());
            if (hide && shortened == null) {
                shortened = new ByteArrayOutputStream(piece.length);
                shortened.write(events.bytes(), 0, whole);
            } else if (!hide && shortened != null) {
                shortened.write(events.bytes(), events.from(), events.to() - events.from());
            }
            events.take();
            whole = events.to();
        }
        if (shortened != null) {
            return shortened.toByteArray();
        }
        if (whole == piece.length && events.bytes() == piece) {
            return piece;
        }
        return whole == 0 ? NOTHING : Arrays.copyOfRange(events.bytes(), 0, whole);
    }

    /**
     * The upstream has ended.
     *
     * @return what was left of a last event that lacks its empty line; may be empty
     * @throws MalformedStream when that is not a chunk, or is an error
     */
    public byte[] end() throws MalformedStream {
        byte[] rest = events.rest();
        return rest.length == 0 || hidden(rest, 0, rest.length) ? NOTHING : rest;
    }

    /** Learns from one event; true when the client must not see it. */
    private boolean hidden(byte[] bytes, int from, int to) throws MalformedStream {
        int start = -1;
        int end = -1;
        byte[] joined = null;
        int line = from;
        while (line < to) {
            int lineEnd = lineEnd(bytes, line, to);
            int value = dataValue(bytes, line, lineEnd);
            if (value >= 0 && start < 0) {
                start = value;
                end = lineEnd;
            } else if (value >= 0) {
                joined = join(joined == null ? Arrays.copyOfRange(bytes, start, end) : joined, bytes, value, lineEnd);
            }
            line = lineEnd + 1;
        }
        if (start < 0) {
            return false;
        }
        return joined == null ? learn(bytes, start, end) : learn(joined, 0, joined.length);
    }

    private boolean learn(byte[] data, int from, int to) throws MalformedStream {
        if (Arrays.equals(data, from, Math.min(to, from + DONE.length), DONE, 0, DONE.length)) {
            done = true;
            return false;
        }
        if (from == to) {
            return false;
        }
        try {
            chunk.scan(data, from, to);
        } catch (IOException e) {
            throw new MalformedStream("an event is not a chunk");
        }
        if (chunk.error()) {
            throw new MalformedStream("the upstream reported an error");
        }
        content |= chunk.content();
        finished |= chunk.finish();
        usage = chunk.usage() == null ? usage : chunk.usage();
        return hideUsage && chunk.usageOnly();
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Offset of the value of a {@code data} line, -1 when the line is something else. */
    private static int dataValue(byte[] bytes, int from, int to) {
        int colon = from + DATA.length;
        if (colon >= to || bytes[colon] != ':' || !Arrays.equals(bytes, from, colon, DATA, 0, DATA.length)) {
            return -1;
        }
        return colon + 1 < to && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    }

    private static byte[] join(byte[] before, byte[] bytes, int from, int to) {
        byte[] joined = Arrays.copyOf(before, before.length + 1 + to - from);
        joined[before.length] = '\n';
        System.arraycopy(bytes, from, joined, before.length + 1, to - from);
        return joined;
    }
}
