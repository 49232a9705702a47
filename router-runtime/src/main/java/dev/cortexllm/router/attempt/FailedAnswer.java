package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.outcome.Failure;
import io.vertx.core.buffer.Buffer;

/** The body of an upstream's failure: read to its end so that the connection can be used again, and dropped. */
final class FailedAnswer implements AnswerBody {
    private static final int LARGEST_READ = 64 * 1024;

    private final Attempt attempt;
    private final Failure failure;
    private int read;

    FailedAnswer(Attempt attempt, Failure failure) {
        this.attempt = attempt;
        this.failure = failure;
    }

    @Override
    public void data(Buffer piece) {
        read += piece.length();
        if (read > LARGEST_READ) {
            attempt.fail(failure);
        }
    }

    @Override
    public void end() {
        attempt.fail(failure);
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
