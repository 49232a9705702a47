package dev.cortexllm.sandbox.accounting;

import static org.awaitility.Awaitility.await;

import dev.cortexllm.sandbox.demo.process.Child;
import dev.cortexllm.sandbox.demo.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The router processes, as a user would start them: {@code cortex run FOLDER}. */
final class Routers {
    /** How many there are. */
    static final int COUNT = 4;

    private static final Pattern SERVING = Pattern.compile("serving on (http://\\S+?), admin on (http://[^\\s,]+)");
    private static final Duration UP = Duration.ofSeconds(90);

    private final Programs programs;
    private final Path resources;
    private final Path state;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Child[] children = new Child[COUNT];
    private final String[] urls = new String[COUNT];
    private final String[] admins = new String[COUNT];
    private final Set<String> killed = new HashSet<>();
    private int started;

    private Routers(Programs programs, Path resources, Path state) {
        this.programs = programs;
        this.resources = resources;
        this.state = state;
    }

    /**
     * Starts all of them on one folder of resources.
     *
     * @param state new and empty: what an earlier router could not tell a Redis of the same port is not of this fleet
     */
    static Routers start(Programs programs, Path resources, Path state) throws InterruptedException {
        Routers routers = new Routers(programs, resources, state);
        for (int i = 0; i < COUNT; i++) {
            routers.launch(i);
        }
        for (int i = 0; i < COUNT; i++) {
            routers.awaitUp(i);
        }
        return routers;
    }

    private void launch(int i) {
        children[i] = programs.start(
                "router-" + started++,
                Programs.Program.ROUTER,
                List.of(
                        "run",
                        resources.toString(),
                        "--port",
                        "0",
                        "--admin-port",
                        "0",
                        "--event-loops",
                        "2",
                        "--state-dir",
                        state.toString()),
                SERVING);
    }

    private void awaitUp(int i) throws InterruptedException {
        Matcher up = children[i].awaitUp(UP);
        urls[i] = up.group(1);
        admins[i] = up.group(2);
        await("router " + i + " is ready")
                .atMost(UP)
                .until(() -> get(i, "/readyz").statusCode() == 200);
    }

    /** Where one takes requests. */
    String url(int i) {
        return urls[i];
    }

    /** SIGKILL; returns when it is gone. */
    void kill(int i) throws InterruptedException {
        children[i].kill();
        killed.add(urls[i]);
    }

    /** Where those took requests that were killed. */
    Set<String> killed() {
        return killed;
    }

    /** Starts one anew, on another port; returns when it is up. */
    void restart(int i) throws InterruptedException {
        launch(i);
        awaitUp(i);
    }

    private HttpResponse<String> get(int i, String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(admins[i] + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether each event loop of each of them has its connection to Redis. */
    boolean allConnected() {
        for (int i = 0; i < COUNT; i++) {
            if (!get(i, "/metrics").body().contains("cortex_llm_limit_store_connected 2.0")) {
                return false;
            }
        }
        return true;
    }
}
