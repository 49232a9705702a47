package dev.cortexllm.sandbox.demo.process;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One child process whose output goes to a log file and is watched for the line that says it is up. */
public final class Child {
    private final String name;
    private final Process process;
    private final Path log;
    private final CompletableFuture<Matcher> up = new CompletableFuture<>();
    private volatile String lastLine = "it said nothing";

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param name how messages call it
     * @param command program and arguments
     * @param log file that gets its output
     * @param upLine what the line that says it is up looks like
     * @return the running child
     */
    public static Child start(String name, List<String> command, Path log, Pattern upLine) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            Child child = new Child(name, builder.start(), log);
            Thread reader = new Thread(() -> child.read(upLine), "output-of-" + name);
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private void read(Pattern upLine) {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                lastLine = line.isBlank() ? lastLine : line;
                Matcher matcher = upLine.matcher(line);
                if (!up.isDone() && matcher.find()) {
                    up.complete(matcher);
                }
            }
            up.completeExceptionally(new IllegalStateException(notUp("ended before it was up")));
        } catch (IOException e) {
            up.completeExceptionally(e);
        }
    }

    /**
     * Waits until the child says that it is up.
     *
     * @param timeout how long at the most
     * @return the match of the line that said so
     * @throws IllegalStateException when it ends or stays silent
     */
    public Matcher awaitUp(Duration timeout) throws InterruptedException {
        try {
            return up.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(notUp("was not up within " + timeout.toSeconds() + " s"), e);
        }
    }

    private String notUp(String what) {
        return "the " + name + " " + what + "; its last line: " + lastLine + " (all of them: " + log + ")";
    }

    /** The child's process id: that of the program itself, which takes the place of whatever leads it. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Ends the child the hard way, as a crash would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /**
     * Asks the child to end, and makes it end when it does not.
     *
     * @param grace how long it may take
     */
    public void stop(Duration grace) {
        process.destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
