package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.pass.PlainAnswerScan;
import dev.cortexllm.router.wire.sse.MalformedStream;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * An answer in one piece: held until it is complete, so that one that breaks off can still be had elsewhere. Only one
 * larger than {@value #LARGEST_HELD} bytes that needs no change is passed on as it comes.
 */
final class PlainAnswer implements AnswerBody {
    static final int LARGEST_HELD = 1024 * 1024;
    /** No answer of a model is as large; what is larger is refused rather than held. */
    static final int LARGEST_TURNED = 64 * 1024 * 1024;

    private final Answer answer;
    private final Delivery delivery;
    private final WholeCodec codec;
    private Buffer held;
    private boolean ownsHeld;
    private PlainAnswerScan.Piecewise scan;

    PlainAnswer(Answer answer, Delivery delivery, WholeCodec codec) {
        this.answer = answer;
        this.delivery = delivery;
        this.codec = codec;
    }

    @Override
    public void data(Buffer piece) throws MalformedStream {
        if (delivery.committed()) {
            scanned(piece);
            delivery.write(piece);
            return;
        }
        hold(piece);
        if (held.length() > LARGEST_HELD && codec.passesUnchanged()) {
            scan = new PlainAnswerScan.Piecewise();
            scanned(held);
            delivery.commitPlain();
            delivery.write(held);
            held = null;
        } else if (held.length() > LARGEST_TURNED) {
            throw new MalformedStream("the answer is larger than " + LARGEST_TURNED + " bytes");
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
        if (delivery.committed()) {
            answer.complete(null);
            return;
        }
        if (held == null) {
            throw new MalformedStream("the answer is empty");
        }
        answer.turn(held, codec);
    }

    @Override
    public boolean begun() {
        return held != null || delivery.committed();
    }

    @Override
    public boolean whole() {
        return false;
    }

    @Override
    public Usage usage() {
        return scan == null ? codec.usage() : scan.usage();
    }
}
