package dev.cortexllm.operator.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every path of the link has in common: method, opening, and who calls. */
final class LinkHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LinkHandler.class);
    private static final String BEARER = "Bearer ";

    /** Answers a router. */
    @FunctionalInterface
    interface Answer {
        void give(RouterId router, HttpExchange exchange) throws IOException;
    }

    private final String method;
    private final RouterAuth auth;
    private final BooleanSupplier open;
    private final Answer answer;

    LinkHandler(String method, RouterAuth auth, BooleanSupplier open, Answer answer) {
        this.method = method;
        this.auth = auth;
        this.open = open;
        this.answer = answer;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals(method)) {
                refuse(exchange, 405, "use " + method);
            } else if (!open.getAsBoolean()) {
                refuse(exchange, 503, "this replica does not lead, or has not seen everything yet; dial again");
            } else {
                admit(exchange);
            }
        }
    }

    static void refuse(HttpExchange exchange, int status, String sentence) throws IOException {
        byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void admit(HttpExchange exchange) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            refuse(exchange, 401, "a bearer token is needed");
            return;
        }
        Optional<RouterId> router;
        try {
            router = auth.router(header.substring(BEARER.length()).strip());
        } catch (KubernetesClientException e) {
            LOG.warn("a router's token cannot be reviewed: {}", e.getMessage());
            refuse(exchange, 503, "the API server cannot be asked about the token; dial again");
            return;
        }
        if (router.isEmpty()) {
            refuse(exchange, 401, "the token is not that of a gateway's router pod");
            return;
        }
        answer.give(router.get(), exchange);
    }
}
