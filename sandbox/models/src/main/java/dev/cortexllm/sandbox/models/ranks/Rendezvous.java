package dev.cortexllm.sandbox.models.ranks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The meeting of all ranks over TCP, and the bond between them afterwards. Each rank tells its number, rank 0 says {@code go}
 * once all have come, and from then on a closed connection means that a rank is dead. Real engines fail likewise: their
 * collectives never come back.
 */
public final class Rendezvous implements AutoCloseable {
    private static final int RETRY_MILLIS = 100;
    private static final String GO = "go";

    private final Map<Integer, Socket> others = new HashMap<>();

    private Rendezvous() {}

    /**
     * Joins the others; returns when all are there.
     *
     * @param group who and where
     * @param bind address that rank 0 listens on
     * @param patience how long to wait for the others
     * @param lost told once of a rank that is gone, from a thread of its own
     * @return the bond
     * @throws IllegalStateException when not all came in time, or rank 0 cannot listen
     */
    public static Rendezvous join(Group group, String bind, Duration patience, Consumer<String> lost) {
        Rendezvous meeting = new Rendezvous();
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (group.leads()) {
                meeting.gather(group, bind, deadline);
            } else {
                meeting.report(group, deadline);
            }
        } catch (IOException e) {
            meeting.close();
            throw new IllegalStateException(
                    "the ranks did not meet at " + group.address() + ":" + group.port() + ": " + e.getMessage(), e);
        }
        meeting.others.forEach((rank, socket) -> watch(rank, socket, lost));
        return meeting;
    }

    @Override
    public void close() {
        others.values().forEach(Rendezvous::closeQuietly);
    }

    private void gather(Group group, String bind, long deadline) throws IOException {
        try (ServerSocket door = new ServerSocket()) {
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(bind, group.port()));
            while (others.size() < group.size() - 1) {
                door.setSoTimeout(left(deadline));
                admit(door.accept(), group);
            }
            for (Socket socket : others.values()) {
                socket.getOutputStream().write((GO + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Who only looks whether the port is open says nothing, and does not count. */
    private void admit(Socket socket, Group group) {
        try {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(5));
            String line = line(socket);
            if (line == null || !line.matches("rank [0-9]{1,4}")) {
                closeQuietly(socket);
                return;
            }
            socket.setSoTimeout(0);
            int rank = Integer.parseInt(line.substring("rank ".length()));
            Socket earlier = rank > 0 && rank < group.size() ? others.put(rank, socket) : socket;
            if (earlier != null) {
                closeQuietly(earlier);
            }
        } catch (IOException e) {
            closeQuietly(socket);
        }
    }

    private void report(Group group, long deadline) throws IOException {
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(group.address(), group.port()), left(deadline));
                socket.getOutputStream().write(("rank " + group.rank() + "\n").getBytes(StandardCharsets.UTF_8));
                socket.setSoTimeout(left(deadline));
                if (GO.equals(line(socket))) {
                    socket.setSoTimeout(0);
                    others.put(0, socket);
                    return;
                }
                closeQuietly(socket);
            } catch (IOException e) {
                closeQuietly(socket);
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
            }
            pause();
        }
    }

    private static String line(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static void watch(int rank, Socket socket, Consumer<String> lost) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (socket.getInputStream().read() >= 0) {
                            // Nothing is said any more; only the end counts.
                        }
                    } catch (IOException e) {
                        // As good as an end.
                    }
                    lost.accept("rank " + rank + " is gone");
                },
                "rank-" + rank);
        watcher.setDaemon(true);
        watcher.start();
    }

    private static int left(long deadline) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new IOException("not all ranks came in time");
        }
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
