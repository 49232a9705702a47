package dev.cortexllm.sandbox.apiserver.store;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A reader's ordered queue of changes. Writers only append, so a slow reader never holds one up; a reader that falls
 * too far behind is cut off and must list again, as with a real API server.
 */
public final class Subscription implements AutoCloseable {
    private static final int LIMIT = 100_000;
    private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
    private final Predicate<Key> interest;
    private final Consumer<Subscription> onClose;
    private volatile boolean closed;

    Subscription(Predicate<Key> interest, Consumer<Subscription> onClose) {
        this.interest = interest;
        this.onClose = onClose;
    }

    void offer(Change change) {
        if (!interest.test(change.key())) {
            return;
        }
        if (queue.size() >= LIMIT) {
            close();
        } else {
            queue.add(change);
        }
    }

    /** The next change, waiting at most so many milliseconds. */
    public Optional<Change> next(long millis) throws InterruptedException {
        return Optional.ofNullable(queue.poll(Math.max(0, millis), TimeUnit.MILLISECONDS));
    }

    /** Whether nothing more will be appended. */
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
