package dev.cortexllm.router;

import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.server.Exchange;
import dev.cortexllm.router.wire.Dialects;
import dev.cortexllm.router.wire.chat.Page;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.BiConsumer;

/** Tells clients which models they may ask for: the names that policies claim and their workspace allows. */
final class ModelListing {
    private final Dialects dialects;
    private final BiConsumer<Exchange, Outcome> refuse;

    /**
     * @param dialects how each client wants to read it
     * @param refuse answers with an error
     */
    ModelListing(Dialects dialects, BiConsumer<Exchange, Outcome> refuse) {
        this.dialects = dialects;
        this.refuse = refuse;
    }

    /** All of them, or a page. */
    void list(Exchange exchange, Snapshot serving) {
        if (serving == null) {
            refuse.accept(exchange, new Outcome.NotConfigured());
            return;
        }
        HttpServerRequest request = exchange.request();
        String limit = request.getParam("limit");
        if (limit != null && !limit.matches("[0-9]{1,6}")) {
            refuse.accept(exchange, new Outcome.BadRequest("'limit' must be a whole number.", "limit"));
            return;
        }
        Page page = new Page(
                limit == null ? null : Integer.valueOf(limit),
                request.getParam("after_id"),
                request.getParam("before_id"));
        answer(exchange, dialects.of(exchange.api()).models(serving.models(exchange.identity()), page));
    }

    /** One of them. */
    void one(Exchange exchange, Snapshot serving, String model) {
        if (serving == null) {
            refuse.accept(exchange, new Outcome.NotConfigured());
        } else if (!listed(exchange, serving, model)) {
            refuse.accept(exchange, new Outcome.UnknownModel(model, serving.models(exchange.identity())));
        } else {
            answer(exchange, dialects.of(exchange.api()).model(model));
        }
    }

    private static boolean listed(Exchange exchange, Snapshot serving, String model) {
        Route route = serving.route(model);
        return route != null && exchange.identity().mayUse(route.id(), model);
    }

    private static void answer(Exchange exchange, byte[] json) {
        exchange.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(CortexHeaders.REQUEST_ID, exchange.id())
                .end(Buffer.buffer(json));
    }
}
