package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.openai.ChatStream;
import dev.cortexllm.router.wire.openai.MalformedStream;
import io.vertx.core.buffer.Buffer;

/** A streamed answer: held back until the first content, then written as it comes, one write for what came at once. */
final class StreamAnswer implements AnswerBody {
    /** More than this before the first content is not a beginning. */
    private static final int LARGEST_BEGINNING = 256 * 1024;

    private final Attempt attempt;
    private final ChatStream stream;
    private Buffer held;

    StreamAnswer(Attempt attempt, boolean hideUsage) {
        this.attempt = attempt;
        this.stream = new ChatStream(hideUsage);
    }

    @Override
    public void data(Buffer piece) throws MalformedStream {
        byte[] in = piece.getBytes();
        byte[] out = stream.feed(in);
        if (out.length > 0) {
            pass(out == in ? piece : Buffer.buffer(out));
        }
    }

    private void pass(Buffer events) throws MalformedStream {
        if (attempt.committed()) {
            attempt.write(events);
            return;
        }
        held = held == null ? events : held.appendBuffer(events);
        if (stream.committing()) {
            attempt.commitStream();
            attempt.write(held);
            held = null;
        } else if (held.length() > LARGEST_BEGINNING) {
            throw new MalformedStream("no content in the first " + LARGEST_BEGINNING + " bytes");
        }
    }

    @Override
    public void end() throws MalformedStream {
        byte[] rest = stream.end();
        if (rest.length > 0) {
            pass(Buffer.buffer(rest));
        }
        if (!stream.complete() || !attempt.committed()) {
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
        return stream.done() && attempt.committed();
    }

    @Override
    public Usage usage() {
        return stream.usage();
    }
}
