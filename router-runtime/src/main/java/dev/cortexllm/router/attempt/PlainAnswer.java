package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.openai.MalformedStream;
import dev.cortexllm.router.wire.openai.PlainAnswerScan;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * An answer in one piece: held until it is complete, so that one that breaks off can still be had elsewhere. Only one
 * larger than {@value #LARGEST_HELD} bytes is passed on as it comes.
 */
final class PlainAnswer implements AnswerBody {
    static final int LARGEST_HELD = 1024 * 1024;

    private final Attempt attempt;
    private final int status;
    private Buffer held;
    private boolean ownsHeld;
    private PlainAnswerScan.Piecewise scan;
    private Usage usage;

    /**
     * @param attempt the attempt
     * @param status the upstream's status: 200, or a client's mistake whose explanation goes on as it is
     */
    PlainAnswer(Attempt attempt, int status) {
        this.attempt = attempt;
        this.status = status;
    }

    @Override
    public void data(Buffer piece) throws MalformedStream {
        if (attempt.committed()) {
            scanned(piece);
            attempt.write(piece);
            return;
        }
        hold(piece);
        if (held.length() > LARGEST_HELD) {
            scan = new PlainAnswerScan.Piecewise();
            scanned(held);
            attempt.commitPlain();
            attempt.write(held);
            held = null;
        }
    }

    private void hold(Buffer piece) {
        if (held == null) {
            held = piece;
        } else if (ownsHeld) {
            held.appendBuffer(piece);
        } else {
            held = Buffer.buffer(2 * (held.length() + piece.length()))
                    .appendBuffer(held)
                    .appendBuffer(piece);
            ownsHeld = true;
        }
    }

    private void scanned(Buffer piece) throws MalformedStream {
        try {
            scan.feed(piece.getBytes());
        } catch (IOException e) {
            throw new MalformedStream("the answer is not JSON");
        }
    }

    @Override
    public void end() throws MalformedStream {
        if (attempt.committed()) {
            usage = scan.usage();
            attempt.complete(null);
            return;
        }
        if (held == null) {
            throw new MalformedStream("the answer is empty");
        }
        try {
            usage = PlainAnswerScan.scan(held.getBytes());
        } catch (IOException e) {
            if (status != 200) {
                attempt.refusedWithoutReason(status);
                return;
            }
            throw new MalformedStream("the answer is not JSON");
        }
        attempt.complete(held);
    }

    @Override
    public boolean begun() {
        return held != null || attempt.committed();
    }

    @Override
    public boolean whole() {
        return false;
    }

    @Override
    public Usage usage() {
        return usage;
    }
}
