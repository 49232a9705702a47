package dev.cortexllm.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that this one has started, and stops. */
public final class Child implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int LOOK_MILLIS = 5;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param command what to run
     * @param processor where
     * @param log file that takes what it prints
     * @return the process
     */
    public static Child start(List<String> command, Processor processor, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(processor.pinned(command));
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            return new Child(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    /**
     * Waits until the process takes connections.
     *
     * @param port port on the loopback address
     * @return itself
     * @throws IllegalStateException when it ends before, or takes too long
     */
    public Child awaitPort(int port) {
        return await(() -> listens(port), "does not listen on " + port);
    }

    /**
     * Waits until the process has printed something.
     *
     * @param text part of a line
     * @return itself
     * @throws IllegalStateException when it ends before, or takes too long
     */
    public Child awaitLine(String text) {
        return await(() -> lines().stream().anyMatch(line -> line.contains(text)), "does not say '" + text + "'");
    }

    private Child await(BooleanSupplier up, String lacking) {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended with status " + process.exitValue() + ": " + tail());
            }
            if (up.getAsBoolean()) {
                return this;
            }
            pause();
        }
        close();
        throw new IllegalStateException("it " + lacking + " after " + START.toSeconds() + " s: " + tail());
    }

    /** Id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Processor time of the process and its children so far, in seconds. */
    public double cpuSeconds() {
        return ProcFiles.tree(pid()).stream().mapToDouble(ProcFiles::cpuSeconds).sum();
    }

    /** Memory of the process and its children that is in RAM, in bytes. */
    public long residentBytes() {
        return ProcFiles.tree(pid()).stream()
                .mapToLong(ProcFiles::residentBytes)
                .sum();
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        ended();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!ended()) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean ended() {
        try {
            return process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What it printed last. */
    public String tail() {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            return List.of("nothing is to be read in " + log);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
