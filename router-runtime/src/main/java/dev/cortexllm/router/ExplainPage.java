package dev.cortexllm.router;

import dev.cortexllm.router.admin.AdminServer;
import dev.cortexllm.router.explain.AskedRequest;
import dev.cortexllm.router.explain.DialectGuess;
import dev.cortexllm.router.explain.Explainer;
import dev.cortexllm.router.explain.Explanation;
import dev.cortexllm.router.explain.ExplanationJson;
import dev.cortexllm.router.explain.PlainText;
import dev.cortexllm.router.explain.Present;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.LiveView;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.server.BodyReader;
import dev.cortexllm.router.server.Endpoint;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells on the admin port what would become of a request now: {@code POST /explain} (docs/explain.md). */
final class ExplainPage {
    private static final Logger LOG = LoggerFactory.getLogger(ExplainPage.class);
    private static final long BODY_MILLIS = 30_000;
    private static final int BAD_REQUEST = 400;
    private static final List<String> PARAMETERS = List.of("draw", "path", "workspace");

    private final RouterParts parts;
    private final Supplier<Snapshot> serving;
    private final Explainer explainer;

    private ExplainPage(RouterParts parts, Supplier<Snapshot> serving) {
        this.parts = parts;
        this.serving = serving;
        this.explainer = new Explainer(parts.counter());
    }

    /**
     * Has it served.
     *
     * @param admin serves it
     * @param parts of the process
     * @param serving the configuration that is served; null as long as there is none
     */
    static void serve(AdminServer admin, RouterParts parts, Supplier<Snapshot> serving) {
        admin.serve(HttpMethod.POST, "/explain", new ExplainPage(parts, serving)::explain);
    }

    private void explain(HttpServerRequest request) {
        Snapshot snapshot = serving.get();
        if (snapshot == null) {
            refuse(request, new Outcome.NotConfigured());
            return;
        }
        BodyReader.read(
                parts.vertx(),
                request,
                snapshot.settings().maxRequestBytes(),
                BODY_MILLIS,
                body -> explain(request, snapshot, body),
                refused -> refuse(request, refused));
    }

    private void explain(HttpServerRequest request, Snapshot snapshot, byte[] body) {
        String unknown = unknown(request);
        if (unknown != null) {
            sentence(request, BAD_REQUEST, unknown);
            return;
        }
        RequestFacts.Headers headers = new ClientHeaders(request.headers());
        String path = request.getParam("path");
        String workspace = request.getParam("workspace");
        String draw = request.getParam("draw");
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean plain = accept != null && accept.startsWith("text/plain");
        // A body may be large: whatever is done with it is done beside the event loop.
        parts.vertx()
                .executeBlocking(
                        () -> {
                            Explanation explanation = explainer.explain(
                                    snapshot,
                                    new AskedRequest(api(path, headers, body), headers, body, who(workspace, snapshot)),
                                    new Present(
                                            new LiveView(System.nanoTime()),
                                            parts.books().spends(),
                                            System.currentTimeMillis(),
                                            draw(draw)));
                            return told(explanation, plain);
                        },
                        false)
                .onSuccess(told -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, plain ? "text/plain; charset=utf-8" : "application/json")
                        .end(told))
                .onFailure(failure -> {
                    if (failure instanceof Unanswerable) {
                        sentence(request, BAD_REQUEST, failure.getMessage());
                    } else {
                        LOG.error("a request cannot be explained by a defect of the router", failure);
                        sentence(request, 500, "The request could not be explained; the log says more.");
                    }
                });
    }

    /** A request that cannot be read has no explanation; one that is refused for another reason has. */
    private static String told(Explanation explanation, boolean plain) {
        if (explanation.request().model() == null) {
            throw new Unanswerable(explanation.refusal().message());
        }
        return plain ? PlainText.of(explanation) : ExplanationJson.of(explanation);
    }

    /** A question that makes no sense; the sentence says why. */
    private static final class Unanswerable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unanswerable(String message) {
            super(message);
        }
    }

    /** Whoever misspells a parameter is not told of another question than his. */
    private static String unknown(HttpServerRequest request) {
        for (String name : request.params().names()) {
            if (!PARAMETERS.contains(name)) {
                return "Parameter " + name + " is not known here; known are " + String.join(", ", PARAMETERS) + ".";
            }
        }
        return null;
    }

    private static Api api(String path, RequestFacts.Headers headers, byte[] body) {
        if (path == null) {
            return DialectGuess.of(headers, body);
        }
        Endpoint endpoint = Endpoint.of(path, false);
        if (endpoint.operation() != Endpoint.Operation.CHAT) {
            throw new Unanswerable("Parameter path takes /v1/chat/completions or /v1/messages.");
        }
        return endpoint.api();
    }

    private static Identity who(String workspace, Snapshot snapshot) {
        if (workspace == null) {
            return Identity.NOBODY;
        }
        Identity member = snapshot.clients() == null ? null : snapshot.clients().member(workspace);
        if (member == null) {
            String existing = snapshot.clients() == null
                    ? ""
                    : String.join(", ", snapshot.clients().workspaces());
            throw new Unanswerable(
                    "There is no such workspace; there is " + (existing.isEmpty() ? "none" : existing) + ".");
        }
        return member;
    }

    private static double draw(String text) {
        try {
            double draw = text == null ? Present.MIDDLE_DRAW : Double.parseDouble(text);
            if (draw >= 0 && draw < 1) {
                return draw;
            }
        } catch (NumberFormatException e) {
            // the same sentence
        }
        throw new Unanswerable("Parameter draw takes a number from 0 to below 1.");
    }

    private static void refuse(HttpServerRequest request, Outcome why) {
        ErrorReply reply = ErrorReply.of(why);
        sentence(request, reply.status(Api.OPENAI), reply.message(Api.OPENAI));
    }

    private static void sentence(HttpServerRequest request, int status, String sentence) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response().setStatusCode(status).end(sentence + "\n");
        }
    }
}
