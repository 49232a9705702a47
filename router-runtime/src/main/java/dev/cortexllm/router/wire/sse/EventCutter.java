package dev.cortexllm.router.wire.sse;

import java.util.Arrays;

/**
 * Finds where server-sent events end, wherever the bytes are cut. Lines end with LF, CR LF or CR; an empty line ends an
 * event. What is not complete yet is kept, up to a bound.
 */
public final class EventCutter {
    /** Largest event that is kept, in bytes. */
    static final int LARGEST_EVENT = 4 * 1024 * 1024;

    private static final byte[] EMPTY = {};

    private byte[] bytes = EMPTY;
    private int length;
    private int from;
    private int scanned;
    private boolean lineEmpty = true;
    private boolean afterCr;
    private boolean borrowed;
    private int lead;

    /**
     * Takes more bytes. The array is not changed; it must not be changed by others before every event was taken.
     *
     * @param piece the next bytes
     * @throws MalformedStream when an event grows beyond {@link #LARGEST_EVENT}
     */
    public void feed(byte[] piece) throws MalformedStream {
        int kept = length - from;
        if (kept == 0) {
            bytes = piece;
            length = piece.length;
            borrowed = true;
        } else {
            append(piece, kept);
        }
        scanned -= from;
        from = 0;
        lead = 0;
        if (kept == 0 && afterCr && piece.length > 0 && piece[0] == '\n') {
            afterCr = false;
            scanned = 1;
            from = 1;
            lead = 1;
        }
        if (length > LARGEST_EVENT + piece.length) {
            throw new MalformedStream("an event is larger than " + LARGEST_EVENT + " bytes");
        }
    }

    private void append(byte[] piece, int kept) {
        int needed = kept + piece.length;
        if (borrowed || bytes.length < needed) {
            byte[] larger = new byte[Math.max(needed, borrowed ? needed : bytes.length * 2)];
            System.arraycopy(bytes, from, larger, 0, kept);
            bytes = larger;
            borrowed = false;
        } else if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, kept);
        }
        System.arraycopy(piece, 0, bytes, kept, piece.length);
        length = needed;
    }

    /**
     * Looks for the end of the next event.
     *
     * @return whether there is one; it then reaches from {@link #from()} to {@link #to()} until {@link #take()}
     */
    public boolean next() {
        while (scanned < length) {
            byte b = bytes[scanned++];
            if (b == '\n' && afterCr) {
                afterCr = false;
            } else if (b == '\n' || b == '\r') {
                afterCr = b == '\r';
                if (lineEmpty) {
                    if (afterCr && scanned < length && bytes[scanned] == '\n') {
                        scanned++;
                        afterCr = false;
                    }
                    return true;
                }
                lineEmpty = true;
            } else {
                afterCr = false;
                lineEmpty = false;
            }
        }
        return false;
    }

    /** The array that events are in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Offset of the event's first byte. */
    public int from() {
        return from;
    }

    /** Offset behind what was looked at: the event's end after {@link #next()} said yes. */
    public int to() {
        return scanned;
    }

    /**
     * How many bytes of the last piece belong to the event before it: 1 for the LF of its last CR LF, when the two came in
     * different pieces. An event is told of at its CR, for there may be no LF to wait for.
     */
    public int lead() {
        return lead;
    }

    /** Done with the event. */
    public void take() {
        from = scanned;
    }

    /** What is left when the source has ended: an event without its empty line, or nothing. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, from, length);
        from = length;
        scanned = length;
        return rest;
    }
}
