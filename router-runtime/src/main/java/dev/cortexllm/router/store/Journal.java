package dev.cortexllm.router.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a Redis has not been told: ends of attempts, on disk until it has. Written at once, so that it outlives the process;
 * forced to the disk within a second, so that of a machine that dies a second is lost. What another process of this machine
 * has left is told too. Everything may be told twice: whoever is told counts an attempt once. Safe for any thread; files are
 * touched by one of its own.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long FORCE_MILLIS = 1_000;
    private static final long QUIET_NANOS = 60_000_000_000L;
    private static final int AT_ONCE = 200;

    private final JournalFiles files;
    private final long mostBytes;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread own = new Thread(run, "cortex-journal");
        own.setDaemon(true);
        return own;
    });
    private final AtomicBoolean replaying = new AtomicBoolean();
    /** Others may have left something: that is looked for once. */
    private volatile boolean waiting = true;

    private volatile long bytes;

    private boolean forcing;
    private long complainedAt;

    /**
     * @param folder where it is
     * @param mostBytes how large it may become
     */
    Journal(Path folder, long mostBytes) {
        this.files = new JournalFiles(folder);
        this.mostBytes = mostBytes;
    }

    /** Whether there is, or may be, something to tell. */
    boolean waiting() {
        return waiting && !replaying.get();
    }

    /** Bytes that wait to be told, as far as this process knows. */
    long bytes() {
        return bytes;
    }

    /**
     * Writes an end down.
     *
     * @param charge the end of an attempt
     * @return done when it is written; fails when it is not, which the log tells
     */
    Future<Void> append(Charge charge) {
        Promise<Void> written = Promise.promise();
        run(() -> {
            try {
                if (files.bytes() > mostBytes) {
                    throw new IOException("it has grown to " + mostBytes + " bytes");
                }
                files.append(JournalLine.write(charge));
                bytes = files.bytes();
                waiting = true;
                forceSoon();
                written.complete();
            } catch (IOException e) {
                complain(charge, e);
                written.fail(e);
            }
        });
        return written.future();
    }

    /** After it was closed nothing is written any more. */
    private void run(Runnable what) {
        try {
            thread.execute(what);
        } catch (RejectedExecutionException e) {
            LOG.debug("the journal is closed", e);
        }
    }

    private void forceSoon() {
        if (!forcing) {
            forcing = true;
            thread.schedule(this::force, FORCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void force() {
        forcing = false;
        try {
            files.force();
        } catch (IOException e) {
            LOG.warn("the journal cannot be forced to disk: {}", e.toString());
        }
    }

    private void complain(Charge charge, IOException why) {
        long now = System.nanoTime();
        if (complainedAt == 0 || now - complainedAt > QUIET_NANOS) {
            complainedAt = now;
            LOG.error(
                    "the journal takes no more, and what is spent until Redis is back will be missing in budgets: {}"
                            + " (first attempt: {})",
                    why.getMessage(),
                    charge.attemptId());
        }
    }

    /**
     * Tells all that waits, oldest first; nothing when that is going on already.
     *
     * @param on the event loop of whoever is told
     * @param tell tells one; fails when it could not be told
     * @return done when all is told; fails when something waits still
     */
    Future<Void> replay(Context on, Function<Charge, Future<Void>> tell) {
        if (!replaying.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        Promise<Void> told = Promise.promise();
        run(() -> {
            waiting = false;
            next(on, tell, told);
        });
        return told.future().onComplete(done -> {
            waiting |= done.failed();
            bytes = waiting ? bytes : 0;
            replaying.set(false);
        });
    }

    private void next(Context on, Function<Charge, Future<Void>> tell, Promise<Void> told) {
        try {
            List<Charge> some = files.next(AT_ONCE);
            if (some.isEmpty()) {
                told.complete();
                return;
            }
            on.runOnContext(now -> all(some, tell).onComplete(all -> {
                if (all.failed()) {
                    run(() -> {
                        files.again();
                        told.fail(all.cause());
                    });
                } else {
                    run(() -> next(on, tell, told));
                }
            }));
        } catch (IOException e) {
            LOG.error("the journal cannot be read: {}", e.toString());
            told.fail(e);
        }
    }

    /** A defect of whoever is told must not leave the journal waiting for ever. */
    private static Future<?> all(List<Charge> some, Function<Charge, Future<Void>> tell) {
        try {
            return Future.all(some.stream().map(tell).toList());
        } catch (RuntimeException e) {
            LOG.error("what was journaled cannot be told by a defect of the router", e);
            return Future.failedFuture(e);
        }
    }

    /** Lets go of its files; what was appended before is written. */
    void close() {
        thread.execute(files::close);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(FORCE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the journal is still being written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
