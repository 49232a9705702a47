package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.tokens.SpokenBytes;
import dev.cortexllm.router.wire.chat.StreamCodec;
import dev.cortexllm.router.wire.sse.MalformedStream;
import io.vertx.core.buffer.Buffer;

/** A streamed answer: held back until the first content, then written as it comes, one write for what came at once. */
final class StreamAnswer implements AnswerBody {
    /** More than this before the first content is not a beginning. */
    private static final int LARGEST_BEGINNING = 256 * 1024;

    private final Answer answer;
    private final Delivery delivery;
    private final StreamCodec codec;
    private final SpokenBytes spoken;
    private long bytes;
    private Buffer held;

    /**
     * @param answer whose body it is
     * @param delivery takes it to the client
     * @param codec turns it
     * @param watched whether somebody has to know how much of it has gone by
     */
    StreamAnswer(Answer answer, Delivery delivery, StreamCodec codec, boolean watched) {
        this.answer = answer;
        this.delivery = delivery;
        this.codec = codec;
        this.spoken = watched ? new SpokenBytes() : null;
    }

    /** Bytes of what it has said so far at the most. */
    long spoken() {
        return spoken == null ? bytes : spoken.count();
    }

    @Override
    public void data(Buffer piece) throws MalformedStream {
        byte[] in = piece.getBytes();
        bytes += in.length;
        if (spoken != null) {
            spoken.feed(in);
        }
        byte[] out = codec.feed(in);
        if (codec.done() && codec.usage() != null) {
            answer.accounted();
        }
        if (out.length > 0 || codec.committing() && held != null) {
            pass(out == in ? piece : Buffer.buffer(out));
        }
    }

    private void pass(Buffer events) throws MalformedStream {
        if (delivery.committed()) {
            delivery.write(events);
            return;
        }
        held = held == null ? events : held.appendBuffer(events);
        if (codec.committing()) {
            delivery.commitStream();
            delivery.write(held);
            held = null;
        } else if (held.length() > LARGEST_BEGINNING) {
            throw new MalformedStream("no content in the first " + LARGEST_BEGINNING + " bytes");
        }
    }

    @Override
    public void end() throws MalformedStream {
        byte[] rest = codec.end();
        if (rest.length > 0) {
            pass(Buffer.buffer(rest));
        }
        if (!codec.complete() || !delivery.committed()) {
            answer.truncated();
        } else {
            answer.complete(null);
        }
    }

    @Override
    public boolean begun() {
        return delivery.committed();
    }

    @Override
    public boolean whole() {
        return codec.done() && delivery.committed();
    }

    @Override
    public Usage usage() {
        return codec.usage();
    }
}
