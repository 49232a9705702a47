package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import io.vertx.core.buffer.Buffer;

/** The body of an upstream's refusal: read so far as it can explain itself, and to its end so that the connection can be used again. */
final class RefusedAnswer implements AnswerBody {
    private static final int LARGEST_READ = 64 * 1024;

    private final Answer answer;
    private final int status;
    private final Buffer read = Buffer.buffer();

    RefusedAnswer(Answer answer, int status) {
        this.answer = answer;
        this.status = status;
    }

    @Override
    public void data(Buffer piece) {
        read.appendBuffer(piece, 0, Math.min(piece.length(), LARGEST_READ - read.length()));
        if (read.length() == LARGEST_READ) {
            answer.refused(status, read.getBytes(), false);
        }
    }

    @Override
    public void end() {
        answer.refused(status, read.getBytes(), true);
    }

    @Override
    public boolean begun() {
        return false;
    }

    @Override
    public boolean whole() {
        return false;
    }

    @Override
    public Usage usage() {
        return null;
    }
}
