package dev.cortexllm.router.ledger;

import dev.cortexllm.router.account.LedgerMeters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries to files in a folder, on a thread of its own: who records one never waits. When writing is slower than
 * entries come for so long that the queue is full, entries are dropped and counted. Safe for any thread.
 */
public final class LedgerFile implements Ledger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);
    /** Entries that may wait: seconds of a busy router, at some hundred bytes each. */
    static final int QUEUE = 20_000;

    private static final int BATCH = 500;
    private static final long CLOSING_MILLIS = 10_000;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Wakes the thread when there is nothing to write: an interrupt would cut the file that it writes. */
    private static final Object WAKE = new Object();

    private final BlockingQueue<Object> waiting;
    private final Sink sink;
    private final LedgerMeters meters;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long complainedAt = System.nanoTime() - QUIET_NANOS;

    /** Where entries are written. Only ever called by one thread. */
    interface Sink {
        /**
         * Writes some entries; may block.
         *
         * @param entries the entries
         * @throws IOException when they are not all written
         */
        void write(List<Entry> entries) throws IOException;

        /** Ends. */
        void close();
    }

    /**
     * Begins to write.
     *
     * @param writer where entries go
     * @param meters what is measured of it
     */
    public LedgerFile(LedgerWriter writer, LedgerMeters meters) {
        this(writer, meters, QUEUE);
    }

    LedgerFile(Sink sink, LedgerMeters meters, int queue) {
        this.waiting = new ArrayBlockingQueue<>(queue);
        this.sink = sink;
        this.meters = meters;
        this.thread = new Thread(this::write, "ledger-file");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void record(Entry entry) {
        if (closing || !waiting.offer(entry)) {
            meters.dropped(1);
            complain("ledger entries are dropped: they come faster than they can be written", null);
        }
    }

    private void write() {
        List<Object> taken = new ArrayList<>(BATCH);
        List<Entry> batch = new ArrayList<>(BATCH);
        try {
            while (!closing || !waiting.isEmpty()) {
                taken.add(waiting.take());
                waiting.drainTo(taken, BATCH - 1);
                for (Object one : taken) {
                    if (one instanceof Entry entry) {
                        batch.add(entry);
                    }
                }
                taken.clear();
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOG.warn("writing the ledger was interrupted, {} entries are lost", waiting.size());
        }
        sink.close();
    }

    private void write(List<Entry> batch) {
        try {
            sink.write(batch);
            meters.written(batch.size());
        } catch (Exception e) {
            meters.dropped(batch.size());
            complain("ledger entries are lost: they cannot be written", e);
        }
    }

    private void complain(String sentence, Exception cause) {
        long now = System.nanoTime();
        if (now - complainedAt >= QUIET_NANOS) {
            complainedAt = now;
            LOG.error("{}{}", sentence, cause == null ? "" : ": " + cause);
        }
    }

    /** Writes what waits, and ends; entries that come later are dropped. Waits for at most ten seconds. */
    @Override
    public void close() {
        closing = true;
        // A full queue wakes it as well.
        waiting.offer(WAKE);
        try {
            thread.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("{} ledger entries could not be written in time", waiting.size());
        }
    }
}
