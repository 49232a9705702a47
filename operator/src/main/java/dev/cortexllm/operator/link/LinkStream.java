package dev.cortexllm.operator.link;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one router is still to be told. Only the newest configuration and the newest endpoints wait, for each replaces all
 * earlier ones: a slow reader costs no memory and holds nobody up. One whose connection takes nothing for {@link #STUCK} is
 * cut off; it will dial again.
 */
final class LinkStream {
    /** How long a write may take. */
    static final Duration STUCK = Duration.ofSeconds(10);

    private byte[] config;
    private byte[] endpoints;
    private byte[] beat;
    private boolean closed;
    private Thread writer;
    /** {@link System#nanoTime()} at which the present write began; null when none is under way. */
    private Long writingSince;

    synchronized void config(byte[] line) {
        config = line;
        notifyAll();
    }

    synchronized void endpoints(byte[] line) {
        endpoints = line;
        notifyAll();
    }

    synchronized void beat(byte[] line) {
        beat = line;
        notifyAll();
    }

    /** Ends the stream, also in the middle of a write. */
    synchronized void close() {
        closed = true;
        notifyAll();
        if (writingSince != null && writer != null) {
            // Interrupting a thread that is stuck in a socket channel closes the channel.
            writer.interrupt();
        }
    }

    /** Ends the stream when its reader takes nothing any more. */
    synchronized boolean closeIfStuck(long nanoTime) {
        boolean stuck = writingSince != null && nanoTime - writingSince > STUCK.toNanos();
        if (stuck) {
            close();
        }
        return stuck;
    }

    /** Writes what there is to tell until the stream is closed; one call per stream. */
    void pump(OutputStream out) throws IOException, InterruptedException {
        for (List<byte[]> lines = take(); !lines.isEmpty(); lines = take()) {
            try {
                for (byte[] line : lines) {
                    out.write(line);
                }
                out.flush();
            } finally {
                written();
            }
        }
    }

    private synchronized List<byte[]> take() throws InterruptedException {
        writer = Thread.currentThread();
        while (!closed && config == null && endpoints == null && beat == null) {
            wait();
        }
        List<byte[]> lines = new ArrayList<>();
        if (closed) {
            return lines;
        }
        for (byte[] line : new byte[][] {config, endpoints, beat}) {
            if (line != null) {
                lines.add(line);
            }
        }
        config = null;
        endpoints = null;
        beat = null;
        writingSince = System.nanoTime();
        return lines;
    }

    private synchronized void written() {
        writingSince = null;
    }
}
