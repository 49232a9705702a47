package dev.cortexllm.sandbox.models.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running hub: one server for lists and small files, and one for large files, to which it redirects. */
public final class HubServer implements AutoCloseable {
    private static final Pattern LIST = Pattern.compile("/api/models/([^/]+/[^/]+)/revision/([^/]+)");
    private static final Pattern FILE = Pattern.compile("/([^/]+/[^/]+)/resolve/([^/]+)/(.+)");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-");
    private static final int CHUNK = 16 * 1024;

    private final Map<String, HubRepository> repositories = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> strayTokens = new ConcurrentLinkedQueue<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger deaf = new AtomicInteger();
    private volatile long bytesPerSecond;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hub");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer front;
    private final HttpServer storage;

    private HubServer(HttpServer front, HttpServer storage) {
        this.front = front;
        this.storage = storage;
    }

    /**
     * Starts on free ports of this machine.
     *
     * @throws IOException when there are none
     */
    public static HubServer start() throws IOException {
        InetSocketAddress free = new InetSocketAddress("127.0.0.1", 0);
        HubServer hub = new HubServer(HttpServer.create(free, 0), HttpServer.create(free, 0));
        hub.serve();
        return hub;
    }

    private void serve() {
        front.setExecutor(threads);
        storage.setExecutor(threads);
        front.createContext("/", this::answer);
        storage.createContext("/", this::large);
        front.start();
        storage.start();
    }

    /** Puts a repository there, or in the place of one of the same name. */
    public void put(HubRepository repository) {
        repositories.put(repository.name(), repository);
    }

    /** What goes wrong from now on. */
    public void trouble(HubTrouble trouble) {
        busy.set(trouble.busy());
        cut.set(trouble.cut());
        wrong.set(trouble.wrong());
        deaf.set(trouble.deaf());
        bytesPerSecond = trouble.bytesPerSecond();
    }

    /** Where it is, such as {@code http://127.0.0.1:8000}. */
    public String url() {
        return "http://127.0.0.1:" + front.getAddress().getPort();
    }

    /** What was asked for so far: path and, where one was given, range. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Tokens that came to the server of large files, which must see none. */
    public List<String> strayTokens() {
        return List.copyOf(strayTokens);
    }

    @Override
    public void close() {
        front.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path + range(exchange).map(from -> " from " + from).orElse(""));
            if (countDown(busy)) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                refuse(exchange, 429, null);
                return;
            }
            Matcher list = LIST.matcher(path);
            Matcher file = FILE.matcher(path);
            if (list.matches()) {
                list(exchange, repositories.get(list.group(1)), list.group(2));
            } else if (file.matches()) {
                file(exchange, repositories.get(file.group(1)), file.group(2), file.group(3));
            } else {
                refuse(exchange, 404, null);
            }
        }
    }

    private void list(HttpExchange exchange, HubRepository repository, String revision) throws IOException {
        if (repository == null) {
            refuse(exchange, 401, "RepoNotFound");
        } else if (!repository.has(revision)) {
            refuse(exchange, 404, "RevisionNotFound");
        } else {
            byte[] body = repository.listing().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The list of a gated repository is open to all; its files are not. */
    private void file(HttpExchange exchange, HubRepository repository, String revision, String path)
            throws IOException {
        if (repository == null || !repository.has(revision)) {
            refuse(exchange, 404, repository == null ? "RepoNotFound" : "RevisionNotFound");
            return;
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Optional<String> gate = repository.gate().map(token -> "Bearer " + token);
        if (gate.isPresent() && !gate.get().equals(authorization)) {
            refuse(exchange, authorization == null ? 401 : 403, "GatedRepo");
            return;
        }
        HubFile file = repository.file(path).orElse(null);
        if (file == null) {
            refuse(exchange, 404, "EntryNotFound");
        } else if (file.large()) {
            exchange.getResponseHeaders()
                    .set(
                            "Location",
                            "http://127.0.0.1:" + storage.getAddress().getPort() + "/" + repository.name() + "/resolve/"
                                    + revision + "/" + path);
            refuse(exchange, 302, null);
        } else {
            content(exchange, file);
        }
    }

    private void large(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (token != null) {
                strayTokens.add(token);
            }
            Matcher file = FILE.matcher(exchange.getRequestURI().getPath());
            if (file.matches()) {
                content(
                        exchange,
                        repositories.get(file.group(1)).file(file.group(3)).orElseThrow());
            }
        }
    }

    private void content(HttpExchange exchange, HubFile file) throws IOException {
        boolean ignoresRange = range(exchange).isPresent() && countDown(deaf);
        int from = ignoresRange ? 0 : range(exchange).orElse(0);
        byte[] content = file.content();
        if (content.length > 0 && countDown(wrong)) {
            content = content.clone();
            content[content.length - 1] ^= 1;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        int end = countDown(cut) ? from + (content.length - from) / 2 : content.length;
        int length = content.length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
        send(exchange.getResponseBody(), content, from, end);
        if (end < content.length) {
            // An exchange that is closed before all was sent ends the connection.
            exchange.close();
        }
    }

    private void send(OutputStream out, byte[] content, int from, int end) throws IOException {
        for (int at = from; at < end; at += CHUNK) {
            int count = Math.min(CHUNK, end - at);
            out.write(content, at, count);
            out.flush();
            pace(count);
        }
    }

    private void pace(int bytes) throws IOException {
        if (bytesPerSecond <= 0) {
            return;
        }
        try {
            Thread.sleep(Math.max(1, bytes * 1000L / bytesPerSecond));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<Integer> range(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Range");
        Matcher range = RANGE.matcher(header == null ? "" : header);
        return range.matches() ? Optional.of(Integer.parseInt(range.group(1))) : Optional.empty();
    }

    private static boolean countDown(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        if (code != null) {
            exchange.getResponseHeaders().set("X-Error-Code", code);
        }
        exchange.sendResponseHeaders(status, -1);
    }
}
