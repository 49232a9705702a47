package dev.cortexllm.sandbox.apiserver.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.cortexllm.sandbox.apiserver.access.Guard;
import dev.cortexllm.sandbox.apiserver.discovery.Discovery;
import dev.cortexllm.sandbox.apiserver.discovery.OpenApi;
import dev.cortexllm.sandbox.apiserver.http.Answer;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.http.ResourcePath;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.protobuf.ProtobufBody;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request, finds its endpoint, and turns refusals into {@code Status} bodies. */
public final class Front implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private final ProtobufBody protobuf = new ProtobufBody();
    private final Discovery discovery;
    private final OpenApi openApi;
    private final ResourceEndpoint resources;
    private final Guard guard;

    public Front(Discovery discovery, OpenApi openApi, ResourceEndpoint resources, Guard guard) {
        this.discovery = discovery;
        this.openApi = openApi;
        this.resources = resources;
        this.guard = guard;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(exchange, protobuf);
            LOG.debug("{} {}", request.method(), exchange.getRequestURI());
            if (request.header("Upgrade").equalsIgnoreCase("websocket")) {
                // HTTP 200 to a WebSocket handshake is what makes Fabric8 turn to a plain HTTP watch at once
                send(request, Answer.ok(Json.object()));
                return;
            }
            answer(request).ifPresent(answer -> send(request, answer));
        }
    }

    private Optional<Answer> answer(Request request) throws IOException {
        try {
            return dispatch(request);
        } catch (ApiError e) {
            return Optional.of(Answer.of(e.code(), e.status()));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            ApiError error = ApiError.internal("see the log of the sandbox API server");
            return Optional.of(Answer.of(error.code(), error.status()));
        }
    }

    private Optional<Answer> dispatch(Request request) throws IOException {
        Optional<ResourcePath> path = ResourcePath.parse(request.path());
        if (path.isPresent()) {
            guard.admit(request, path.get());
            return resources.handle(request, path.get());
        }
        if (!request.method().equals("GET")) {
            throw ApiError.methodNotAllowed();
        }
        return Optional.of(request.path().startsWith("/openapi") ? openApi.answer(request) : discovery.answer(request));
    }

    private static void send(Request request, Answer answer) {
        HttpExchange exchange = request.exchange();
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
        for (String warning : request.warnings()) {
            String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
            exchange.getResponseHeaders().add("Warning", "299 - \"" + quoted + "\"");
        }
        try {
            // an unread body would make the server drop the connection
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answer.code(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (IOException e) {
            LOG.debug("client went away: {}", e.getMessage());
        }
    }
}
