package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.sse.EventCutter;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A stream passing by, one per attempt: whole events go on byte for byte, unless the scan has something else to say in
 * their place. Before the closing event stands the note that tells cost and tokens, behind it nothing.
 */
public final class PassingStream implements StreamCodec {
    private static final byte[] NOTHING = {};
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};
    private static final byte[] END = {'\n', '\n'};

    private final EventScan scan;
    private final Function<Usage, byte[]> note;
    private final EventCutter cutter = new EventCutter();
    private final EventData data = new EventData();
    private boolean noted;
    /** Whether the line end of the last event stands, so that an LF that belongs to it goes on too. */
    private boolean passed;

    /**
     * @param scan learns from the events
     * @param note the comment that tells cost and tokens; may be empty
     */
    public PassingStream(EventScan scan, Function<Usage, byte[]> note) {
        this.scan = scan;
        this.note = note;
    }

    @Override
    public byte[] feed(byte[] piece) throws MalformedStream {
        cutter.feed(piece);
        ByteArrayOutputStream changed = null;
        int start = passed ? 0 : cutter.lead();
        int whole = cutter.lead();
        while (cutter.next()) {
            boolean over = scan.last();
            byte[] instead = over ? nothing() : learn(cutter.bytes(), cutter.from(), cutter.to());
            byte[] before = scan.last() && !over ? last() : NOTHING;
            if (changed == null && (instead != null || before.length > 0)) {
                changed = new ByteArrayOutputStream(piece.length + before.length);
                changed.write(cutter.bytes(), start, whole - start);
            }
            if (changed != null) {
                changed.writeBytes(before);
                write(changed, instead);
            }
            cutter.take();
            whole = cutter.to();
        }
        if (changed != null) {
            return changed.toByteArray();
        }
        if (start == 0 && whole == piece.length && cutter.bytes() == piece) {
            return piece;
        }
        return whole == start ? NOTHING : Arrays.copyOfRange(cutter.bytes(), start, whole);
    }

    private void write(ByteArrayOutputStream out, byte[] instead) {
        if (instead == null) {
            out.write(cutter.bytes(), cutter.from(), cutter.to() - cutter.from());
        } else {
            out.writeBytes(instead);
        }
    }

    private byte[] nothing() {
        passed = false;
        return NOTHING;
    }

    @Override
    public byte[] end() throws MalformedStream {
        byte[] own = cutter.rest();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean over = scan.last();
        byte[] instead = own.length == 0 || over ? NOTHING : learn(own, 0, own.length);
        byte[] event = instead == null ? own : instead;
        if (scan.last()) {
            out.writeBytes(over ? NOTHING : last());
            out.writeBytes(event);
            return out.toByteArray();
        }
        out.writeBytes(event);
        if (complete()) {
            byte[] told = joined(last(), scan.closing());
            if (event.length > 0 && told.length > 0) {
                // What was left lacks the empty line that would end it; the next event must not run into it.
                out.write('\n');
                out.write('\n');
            }
            out.writeBytes(told);
        }
        return out.toByteArray();
    }

    /** What the client must have before the closing event. */
    private byte[] last() {
        return joined(scan.owed(), note());
    }

    /** What goes to the client in place of an event: null for itself. */
    private byte[] learn(byte[] bytes, int from, int to) throws MalformedStream {
        data.read(bytes, from, to);
        passed = true;
        if (!data.any()) {
            return null;
        }
        scan.scan(data);
        byte[] instead = scan.instead();
        passed = instead == null;
        return instead != null || scan.data() == null ? instead : framed(bytes, from, to, scan.data());
    }

    /** An event with other data. Its other lines stay, unless the data was spread over several lines. */
    private byte[] framed(byte[] bytes, int from, int to, byte[] other) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(to - from + other.length);
        if (data.bytes() == bytes) {
            event.write(bytes, from, data.from() - from);
            event.writeBytes(other);
            event.write(bytes, data.to(), to - data.to());
        } else {
            event.writeBytes(DATA);
            for (byte b : other) {
                event.write(b);
                if (b == '\n') {
                    event.writeBytes(DATA);
                }
            }
            event.writeBytes(END);
            passed = false;
        }
        return event.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        if (one.length == 0 || other.length == 0) {
            return one.length == 0 ? other : one;
        }
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** The note, once. */
    private byte[] note() {
        if (noted || scan.usage() == null) {
            return NOTHING;
        }
        noted = true;
        return note.apply(scan.usage());
    }

    @Override
    public boolean committing() {
        return scan.committing();
    }

    @Override
    public boolean complete() {
        return scan.finished() || scan.last() && scan.committing();
    }

    @Override
    public boolean done() {
        return scan.last();
    }

    @Override
    public Usage usage() {
        return scan.usage();
    }
}
