package dev.cortexllm.router.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cortexllm.load.LoadProgress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tells whoever asks how far the download is. */
public final class ProgressServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "progress");
        made.setDaemon(true);
        return made;
    });

    /**
     * Starts.
     *
     * @param address where to listen
     * @param progress what to tell
     * @throws IOException when the address cannot be bound
     */
    public ProgressServer(InetSocketAddress address, Progress progress) throws IOException {
        server = HttpServer.create(address, 0);
        server.setExecutor(thread);
        server.createContext(LoadProgress.PATH, exchange -> answer(exchange, progress.now()));
        server.start();
    }

    /** The address that is bound. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private static void answer(HttpExchange exchange, LoadProgress now) throws IOException {
        try (exchange) {
            byte[] body = now.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
