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
 * their place. Before the closing event stands the note that tells cost and tokens.
 */
public final class PassingStream implements StreamCodec {
    private static final byte[] NOTHING = {};

    private final EventScan scan;
    private final Function<Usage, byte[]> note;
    private final EventCutter cutter = new EventCutter();
    private final EventData data = new EventData();
    private boolean noted;
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
        int whole = 0;
        while (cutter.next()) {
            byte[] instead = learn(cutter.bytes(), cutter.from(), cutter.to());
            byte[] before = scan.last() ? note() : NOTHING;
            boolean same = instead == null && before.length == 0 && (passed || cutter.lead() == 0);
            if (changed == null && !same) {
                changed = new ByteArrayOutputStream(piece.length + before.length);
                changed.write(cutter.bytes(), 0, whole);
            }
            if (changed != null) {
                write(changed, before, instead);
            }
            passed = instead == null;
            cutter.take();
            whole = cutter.to();
        }
        if (changed != null) {
            return changed.toByteArray();
        }
        if (whole == piece.length && cutter.bytes() == piece) {
            return piece;
        }
        return whole == 0 ? NOTHING : Arrays.copyOfRange(cutter.bytes(), 0, whole);
    }

    private void write(ByteArrayOutputStream out, byte[] before, byte[] instead) {
        int own = cutter.from() + cutter.lead();
        if (passed) {
            out.write(cutter.bytes(), cutter.from(), cutter.lead());
        }
        out.writeBytes(before);
        if (instead == null) {
            out.write(cutter.bytes(), own, cutter.to() - own);
        } else {
            out.writeBytes(instead);
        }
    }

    @Override
    public byte[] end() throws MalformedStream {
        byte[] rest = cutter.rest();
        int lead = cutter.lead();
        byte[] own = Arrays.copyOfRange(rest, lead, rest.length);
        byte[] instead = own.length == 0 ? NOTHING : learn(own, 0, own.length);
        byte[] last = instead == null ? own : instead;
        byte[] told = complete() ? note() : NOTHING;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(rest, 0, passed ? lead : 0);
        if (scan.last()) {
            out.writeBytes(told);
            out.writeBytes(last);
        } else {
            out.writeBytes(last);
            if (instead == null && told.length > 0) {
                // What was left lacks the empty line that would end it; the note must not run into it.
                out.write('\n');
                out.write('\n');
            }
            out.writeBytes(told);
        }
        return out.toByteArray();
    }

    /** What goes to the client in place of an event: null for itself. */
    private byte[] learn(byte[] bytes, int from, int to) throws MalformedStream {
        data.read(bytes, from, to);
        if (!data.any()) {
            return null;
        }
        scan.scan(data);
        return scan.instead();
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
        return scan.last() || scan.finished();
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
