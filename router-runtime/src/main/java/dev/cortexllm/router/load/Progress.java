package dev.cortexllm.router.load;

import dev.cortexllm.load.LoadProgress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How far the download is; written by the threads that download, read by whoever asks. */
public final class Progress {
    private static final double NANOS = 1e9;

    private final AtomicLong bytes = new AtomicLong();
    private final LongSupplier nanos;
    private volatile String phase = "listing";
    private volatile long total;
    private volatile long begun;
    private volatile long there;

    /**
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    public Progress(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The download begins: of {@code totalBytes} so many are there already. */
    void begin(long totalBytes, long already) {
        total = totalBytes;
        there = already;
        bytes.set(already);
        begun = nanos.getAsLong();
        phase = "downloading";
    }

    /** The whole has become known better, or more of it is there, than when it began. */
    void report(long totalBytes, long now) {
        total = totalBytes;
        bytes.set(now);
    }

    /** So many bytes more; fewer where a file is begun anew. */
    void add(long count) {
        bytes.addAndGet(count);
    }

    long bytes() {
        return bytes.get();
    }

    void done() {
        bytes.set(total);
        phase = "done";
    }

    /** The present state. */
    public LoadProgress now() {
        long have = Math.max(0, bytes.get());
        double seconds = (nanos.getAsLong() - begun) / NANOS;
        boolean known = phase.equals("downloading") && seconds > 0 && have > there;
        return new LoadProgress(phase, have, total, known ? (long) ((have - there) / seconds) : 0);
    }
}
