package dev.cortexllm.sandbox.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Redis server as a process of its own on a free port, with a folder of its own, both gone after {@link #close}. It is
 * not safe for several threads.
 */
public final class RedisServerProcess implements AutoCloseable {
    private static final int UP_SECONDS = 30;
    private static final int SIGNAL_SECONDS = 10;
    private static final int TEXT_FILE_BUSY = 26;
    private static final int BUSY_ATTEMPTS = 200;
    private static final long BUSY_PAUSE_NANOS = 10_000_000;
    private static final Pattern VERSION = Pattern.compile("(?:Redis|Valkey) version=([0-9.]+)");

    private final Path folder;
    private final Path binary;
    private final int port;
    private final List<String> options;
    private Process process;
    private volatile String version;

    private RedisServerProcess(List<String> options) throws IOException {
        this.options = options;
        folder = Files.createTempDirectory("redis");
        binary = RedisBinary.in(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    /**
     * Starts a server that forgets everything when it ends.
     *
     * @param options more of its command line
     * @throws IOException if it does not start
     */
    public static RedisServerProcess forgetful(String... options) throws IOException {
        return started(List.of("--appendonly", "no"), options);
    }

    /**
     * Starts a server that knows after a SIGKILL whatever it has ever answered.
     *
     * @param options more of its command line
     * @throws IOException if it does not start
     */
    public static RedisServerProcess lasting(String... options) throws IOException {
        return started(List.of("--appendonly", "yes", "--appendfsync", "always"), options);
    }

    private static RedisServerProcess started(List<String> first, String... options) throws IOException {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(options));
        RedisServerProcess server = new RedisServerProcess(all);
        server.start();
        return server;
    }

    /**
     * Starts it, on the same port and with the same folder at every call; returns when it takes connections.
     *
     * @throws IOException if it does not start
     */
    public void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", ""));
        command.addAll(options);
        Process started =
                launched(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true));
        process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "end-of-redis"));
        CompletableFuture<Void> up = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(started, up), "output-of-redis");
        reader.setDaemon(true);
        reader.start();
        try {
            up.get(UP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("Redis does not start", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("Redis is not up after " + UP_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /**
     * A child of another thread has the binary, which was just written, open for the moment between its fork and its exec; the
     * kernel does not start a file that is open for writing.
     */
    private static Process launched(ProcessBuilder builder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return builder.start();
            } catch (IOException e) {
                boolean busy = String.valueOf(e.getMessage()).contains("error=" + TEXT_FILE_BUSY);
                if (!busy || attempt == BUSY_ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(BUSY_PAUSE_NANOS);
            }
        }
    }

    /** Reads to the end, so that it never waits for somebody to listen. */
    private void read(Process started, CompletableFuture<Void> up) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher named = VERSION.matcher(line);
                if (named.find()) {
                    version = named.group(1);
                }
                if (line.contains("Ready to accept connections")) {
                    up.complete(null);
                }
                if (!up.isDone()) {
                    said.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            said.append(e);
        }
        up.completeExceptionally(new IOException(said.toString()));
    }

    /** Returns where it is, such as {@code redis://127.0.0.1:40123}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Returns its port. */
    public int port() {
        return port;
    }

    /** Returns its version, such as {@code 7.0.15}. */
    public String version() {
        return version;
    }

    /** Returns its process id. */
    public long pid() {
        return process.pid();
    }

    /**
     * SIGKILL; returns when it is gone.
     *
     * @throws InterruptedException if the wait is interrupted
     */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * SIGSTOP: it takes connections and says nothing.
     *
     * @throws IOException if it cannot be stopped
     */
    public void pause() throws IOException {
        signal("STOP");
    }

    /**
     * SIGCONT.
     *
     * @throws IOException if it cannot be continued
     */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        try {
            if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IOException("cannot send SIG" + name + " to Redis, process " + process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Kills it, and removes what it has written. */
    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        try (Stream<Path> written = Files.walk(folder)) {
            for (Path path : written.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
