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

    private final Attempt attempt;
    private final StreamCodec codec;
    private final SpokenBytes spoken;
    private long bytes;
    private Buffer held;

    /**
     * @param attempt whose answer it is
     * @param codec turns it
     * @param watched whether somebody has to know how much of it has gone by
     */
    StreamAnswer(Attempt attempt, StreamCodec codec, boolean watched) {
        this.attempt = attempt;
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
            attempt.accounted();
        }
        if (out.length > 0 || codec.committing() && held != null) {
            pass(out == in ? piece : Buffer.buffer(out));
        }
    }

    private void pass(Buffer events) throws MalformedStream {
        if (attempt.committed()) {
            attempt.write(events);
            return;
        }
        held = held == null ? events : held.appendBuffer(events);
        if (codec.committing()) {
            attempt.commitStream();
            attempt.write(held);
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
        if (!codec.complete() || !attempt.committed()) {
            attempt.truncated();
        } else {
            attempt.complete(null);
        }
    }

    @Override
    public boolean begun() {
        return attempt.committed();
    }

    @Override
    public boolean whole() {
        return codec.done() && attempt.committed();
    }

    @Override
    public Usage usage() {
        return codec.usage();
    }
}
