package dev.cortexllm.router.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The port for those who run the router; bound to the loopback address unless somebody says otherwise. Probes are for
 * everybody, the rest for those whom {@link AdminGuard} lets in.
 */
public final class AdminServer {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final ServingStatus status;
    private final PrometheusMeterRegistry metrics;
    private final AdminGuard guard;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private HttpServer server;

    /**
     * @param vertx runs it
     * @param status what the probes tell
     * @param metrics what {@code /metrics} tells
     * @param guard who may see more than probes
     */
    public AdminServer(Vertx vertx, ServingStatus status, PrometheusMeterRegistry metrics, AdminGuard guard) {
        this.vertx = vertx;
        this.status = status;
        this.metrics = metrics;
        this.guard = guard;
    }

    /**
     * Serves something more, to those whom the guard lets in.
     *
     * @param method GET or POST
     * @param path its path
     * @param page answers; it must not block
     */
    public void serve(HttpMethod method, String path, Handler<HttpServerRequest> page) {
        pages.put(path, new Page(method, page));
    }

    private record Page(HttpMethod method, Handler<HttpServerRequest> answer) {}

    /**
     * Starts listening.
     *
     * @param host address to bind
     * @param port port, 0 for a free one
     * @return the port bound
     */
    public Future<Integer> listen(String host, int port) {
        // A request of HTTP/2 that began as one of HTTP/1 ends although it is paused, so that no page could read its
        // body.
        server = vertx.createHttpServer(
                new HttpServerOptions().setHost(host).setPort(port).setHttp2ClearTextEnabled(false));
        return server.requestHandler(this::handle).listen().map(HttpServer::actualPort);
    }

    /**
     * Stops.
     *
     * @return done when it is
     */
    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        Page page = pages.get(String.valueOf(request.path()));
        HttpMethod method = page == null ? HttpMethod.GET : page.method;
        if (!request.method().equals(method)) {
            response.setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, method.name())
                    .end("Only " + method.name() + " is served here.\n");
            return;
        }
        switch (String.valueOf(request.path())) {
            case "/healthz" -> Probes.health(response);
            case "/readyz" -> Probes.readiness(response, status);
            default -> {
                request.pause(); // a body is for the page, which is asked when the guard has decided
                vertx.executeBlocking(() -> guard.refusal(request), false).onComplete(decided -> {
                    // One listener for both: of two, the second may be told first, and a body flows when it is resumed.
                    if (decided.succeeded()) {
                        answer(request, decided.result());
                    } else {
                        response.setStatusCode(500).end("The admin key could not be read.\n");
                    }
                    request.resume();
                });
            }
        }
    }

    private void answer(HttpServerRequest request, String refusal) {
        HttpServerResponse response = request.response();
        if (refusal != null) {
            response.setStatusCode(401).putHeader("www-authenticate", "Bearer").end(refusal + "\n");
            return;
        }
        String path = String.valueOf(request.path());
        Page page = pages.get(path);
        if (page != null) {
            page.answer.handle(request);
        } else if (path.equals("/metrics")) {
            metrics(response);
        } else {
            String more = pages.isEmpty() ? "" : ", " + String.join(", ", new TreeSet<>(pages.keySet()));
            response.setStatusCode(404).end("Served here: /healthz, /readyz, /metrics" + more + ".\n");
        }
    }

    /** Scraping walks through every meter, so it is not done on an event loop. */
    private void metrics(HttpServerResponse response) {
        vertx.executeBlocking(() -> metrics.scrape(METRICS_TYPE), false)
                .onSuccess(text -> response.putHeader(HttpHeaders.CONTENT_TYPE, METRICS_TYPE)
                        .end(text))
                .onFailure(failure -> response.setStatusCode(500).end("The metrics could not be read.\n"));
    }
}
