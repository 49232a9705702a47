package dev.cortexllm.router;

import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.admission.Addressed;
import dev.cortexllm.router.admission.Admission;
import dev.cortexllm.router.admission.Inference;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.identity.KeyCheck;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.server.BodyReader;
import dev.cortexllm.router.server.Exchange;
import dev.cortexllm.router.server.Service;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.Dialects;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.json.InvalidBody;
import io.vertx.core.Vertx;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The story of a request: read, admit, route, attempt, account. One per event loop, and the only class that sees every
 * stage.
 */
final class RequestPipeline implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);

    private static final long BODY_MILLIS = 60_000;

    private final Vertx vertx;
    private final Workbench bench;
    private final Endings endings;
    private final Dispatch dispatch;
    private final ColdWaits waits;
    private final Dialects dialects = new Dialects();
    private final ModelListing listing;
    private final PassThrough passThrough;
    private final KeyCheck keys = new KeyCheck();
    private Snapshot snapshot;

    RequestPipeline(Vertx vertx, Workbench bench, Meters meters, Draws draws, Demand demand) {
        this.vertx = vertx;
        this.bench = bench;
        this.endings = new Endings(meters, bench);
        this.listing = new ModelListing(dialects, endings::refused);
        this.passThrough = new PassThrough(bench, endings);
        this.dispatch = new Dispatch(bench, endings, draws, demand);
        this.waits = new ColdWaits(dispatch, bench, meters.waits(), vertx.getOrCreateContext(), this::defect);
    }

    /** Serves another configuration from the next request on. */
    void serve(Snapshot next) {
        snapshot = next;
        waits.serve(next);
    }

    /**
     * The router is about to stop: nobody waits for a cold model beyond that.
     *
     * @param millis until connections are cut
     */
    void drain(long millis) {
        waits.drain(millis);
    }

    @Override
    public void chat(Exchange exchange) {
        receive(exchange, dialects.of(exchange.api()), Answering.CHAT);
    }

    @Override
    public void countTokens(Exchange exchange) {
        receive(exchange, dialects.counting(), Answering.COUNT);
    }

    private void receive(Exchange arrived, Dialect dialect, Answering answering) {
        Snapshot serving = snapshot;
        endings.begun();
        if (serving == null) {
            endings.unrouted(arrived, new Outcome.NotConfigured());
            return;
        }
        Exchange exchange = identified(arrived, serving);
        if (exchange == null) {
            endings.unrouted(arrived, new Outcome.Unauthenticated());
            return;
        }
        BodyReader.read(
                vertx,
                exchange.request(),
                serving.settings().maxRequestBytes(),
                BODY_MILLIS,
                body -> guarded(exchange, () -> scan(exchange, serving, body, dialect, answering)),
                refused -> endings.unrouted(exchange, refused));
    }

    /** The request with its sender's identity; null when the gateway wants a key and got none of its own. */
    private Exchange identified(Exchange exchange, Snapshot serving) {
        if (serving.clients() == null) {
            return exchange;
        }
        Identity who = keys.identify(serving.clients(), exchange.request().headers()::get);
        return who == null ? null : exchange.by(who);
    }

    /** A defect of ours must not leave a client waiting; from the first attempt on, timeouts see to that. */
    private void guarded(Exchange exchange, Runnable stages) {
        try {
            stages.run();
        } catch (RuntimeException e) {
            defect(exchange, e);
        }
    }

    private void defect(Exchange exchange, Throwable e) {
        LOG.error("request {} failed by a defect of the router", exchange.id(), e);
        endings.unrouted(exchange, new Outcome.Internal());
    }

    private void scan(Exchange exchange, Snapshot serving, byte[] body, Dialect dialect, Answering answering) {
        long readNanos = bench.clock().getAsLong();
        bench.workers().run(body.length, () -> dialect.scan(body)).onComplete(scanned -> {
            if (scanned.succeeded()) {
                ChatRequest request = new ChatRequest(dialect, scanned.result());
                guarded(
                        exchange,
                        () -> admit(
                                exchange,
                                serving,
                                Admission.of(
                                        request,
                                        dialect,
                                        new ClientHeaders(exchange.request().headers())),
                                readNanos,
                                answering));
            } else if (scanned.cause() instanceof InvalidBody invalid) {
                endings.unrouted(exchange, new Outcome.BadRequest(invalid.getMessage(), invalid.param()));
            } else {
                defect(exchange, scanned.cause());
            }
        });
    }

    private void admit(Exchange exchange, Snapshot serving, Admission admission, long readNanos, Answering answering) {
        if (admission instanceof Admission.Admitted admitted) {
            route(exchange, serving, admitted, readNanos, answering);
        } else {
            endings.unrouted(exchange, ((Admission.Rejected) admission).why());
        }
    }

    private void route(
            Exchange exchange, Snapshot serving, Admission.Admitted admitted, long readNanos, Answering answering) {
        Addressed addressed = Addressed.of(admitted, serving, exchange.identity());
        if (addressed.refused() != null) {
            endings.unrouted(exchange, addressed.refused());
            return;
        }
        Route route = addressed.route();
        RequestFacts said = addressed.facts();
        Asked asked = new Asked(exchange, route, said, admitted, readNanos, answering);
        int open = said.open(route.needs());
        if (open == 0) {
            choose(asked);
            return;
        }
        ScannedRequest request = admitted.request().scanned();
        bench.workers()
                .run(
                        request.body().length,
                        () -> Inference.complete(asked.facts(), open, request, serving.classifier()))
                .onComplete(completed -> {
                    if (completed.succeeded()) {
                        guarded(exchange, () -> choose(asked.knowing(completed.result())));
                    } else {
                        defect(exchange, completed.cause());
                    }
                });
    }

    private void choose(Asked asked) {
        Choice choice = dispatch.choose(asked, asked.readNanos());
        RouteTarget cold = Dispatch.awaited(asked, choice);
        if (cold == null) {
            dispatch.answer(asked, choice, null);
        } else {
            waits.begin(asked, choice, cold);
        }
    }

    @Override
    public void models(Exchange exchange) {
        withIdentity(exchange, (known, serving) -> listing.list(known, serving));
    }

    @Override
    public void model(Exchange exchange, String model) {
        withIdentity(exchange, (known, serving) -> listing.one(known, serving, model));
    }

    @Override
    public void unserved(Exchange exchange) {
        withIdentity(exchange, passThrough::pass);
    }

    /** Goes on when it is known who sends the request, or nothing is configured by which to know. */
    private void withIdentity(Exchange arrived, BiConsumer<Exchange, Snapshot> then) {
        Snapshot serving = snapshot;
        Exchange exchange = serving == null ? arrived : identified(arrived, serving);
        if (exchange == null) {
            endings.refused(arrived, new Outcome.Unauthenticated());
        } else {
            then.accept(exchange, serving);
        }
    }

    @Override
    public void refuse(Exchange exchange, Outcome why) {
        withIdentity(exchange, (known, serving) -> endings.refused(known, why));
    }
}
