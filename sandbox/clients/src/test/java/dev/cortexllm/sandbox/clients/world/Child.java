package dev.cortexllm.sandbox.clients.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A child process: watched for the line that says it is up, and stopped by its own handle. */
final class Child implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int UP_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<String> up = new CompletableFuture<>();

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process. It ends with this JVM, however that ends.
     *
     * @param upLine what the line that says it is up looks like; its first group is what {@link #address} returns
     */
    static Child start(String name, List<String> command, Path log, Pattern upLine) {
        try {
            Files.createDirectories(log.getParent());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Child child = new Child(name, process, log);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-of-" + name));
            Thread reader = new Thread(() -> child.read(upLine), "output-of-" + name);
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private void read(Pattern upLine) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                Matcher matcher = upLine.matcher(line);
                if (!up.isDone() && matcher.find()) {
                    up.complete(matcher.group(1));
                }
            }
        } catch (IOException e) {
            up.completeExceptionally(e);
        }
        up.completeExceptionally(new IllegalStateException(name + " ended before it was up; see " + log));
    }

    /**
     * Waits until it is up.
     *
     * @return what it said about where
     * @throws IllegalStateException when it ends or stays silent
     */
    String address() {
        try {
            return up.copy().orTimeout(UP_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException(name + " is not up; see " + log, e.getCause());
        }
    }

    /** Returns everything it has said so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
