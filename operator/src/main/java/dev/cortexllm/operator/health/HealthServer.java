package dev.cortexllm.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code /healthz} (the process lives), {@code /readyz} (its caches are filled and it can act, or waits to lead), {@code
 * /metrics} (gauges in Prometheus' text format).
 */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "health");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Binds and serves.
     *
     * @param address where to listen
     * @param ready whether the operator is ready
     * @param gauges present values by metric name, with labels or without
     * @throws IOException when the address cannot be bound
     */
    public HealthServer(InetSocketAddress address, BooleanSupplier ready, Supplier<Map<String, Number>> gauges)
            throws IOException {
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/healthz", exchange -> answer(exchange, 200, "ok\n"));
        server.createContext("/readyz", exchange -> {
            boolean is = ready.getAsBoolean();
            answer(exchange, is ? 200 : 503, is ? "ok\n" : "not all caches are filled\n");
        });
        server.createContext("/metrics", exchange -> answer(exchange, 200, metrics(gauges.get())));
        server.start();
    }

    /**
     * Serves something else beside.
     *
     * @param path what its paths begin with
     * @param handler answers
     */
    public void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    /** The address that is bound. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    static String metrics(Map<String, Number> gauges) {
        StringBuilder text = new StringBuilder();
        String told = "";
        for (Map.Entry<String, Number> gauge : new TreeMap<>(gauges).entrySet()) {
            String name = gauge.getKey().replaceFirst("[{].*", "");
            if (!name.equals(told)) {
                text.append("# TYPE ").append(name).append(" gauge\n");
                told = name;
            }
            text.append(gauge.getKey()).append(' ').append(gauge.getValue()).append('\n');
        }
        return text.toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
