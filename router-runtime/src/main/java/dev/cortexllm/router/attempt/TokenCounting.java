package dev.cortexllm.router.attempt;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.tokens.TokenCount;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Format;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.InvalidBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how many tokens a prompt has for the target that would be asked first: by the provider's own count where it has an
 * endpoint for that, and otherwise, or when that fails, by the router's. On one event loop.
 */
public final class TokenCounting {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCounting.class);
    private static final int OK = 200;
    /** A count has no answer of a model's. */
    private static final AnswerContext NO_ANSWER = new AnswerContext("", 0, "", usage -> new byte[0]);

    private final Workbench bench;
    private final ClientCall call;
    private final Handler<AttemptResult> done;
    private RouteTarget target;
    private CountCall running;
    private int attempts;
    private boolean over;

    private TokenCounting(Workbench bench, ClientCall call, Handler<AttemptResult> done) {
        this.bench = bench;
        this.call = call;
        this.done = done;
    }

    /**
     * Counts.
     *
     * @param bench of the event loop
     * @param call the request, read by a dialect that counts; its plan says which target is meant
     * @param done told once; an answer is written by then, an outcome is not
     */
    public static void run(Workbench bench, ClientCall call, Handler<AttemptResult> done) {
        TokenCounting counting = new TokenCounting(bench, call, done);
        call.response().exceptionHandler(gone -> counting.clientLeft());
        call.response().closeHandler(gone -> counting.clientLeft());
        counting.begin();
    }

    private void begin() {
        if (call.plan().order().length == 0) {
            finish(0, call.plan().nothing());
            return;
        }
        target = call.plan().order()[0];
        int size = call.request().scanned().body().length;
        bench.workers().run(size, this::written).onComplete(written -> {
            if (over) {
                return;
            }
            if (written.succeeded()) {
                ask(written.result());
            } else {
                failed(written.cause());
            }
        });
    }

    /**
     * The provider's own way to count; null when it has none, or none for this request. Where client and provider speak the
     * same, what the client sent is counted as it is, fields included that the router does not know.
     */
    private UpstreamCall written() throws InvalidBody {
        Format format = target.upstream().format();
        try {
            if (call.request().passesTo(format)) {
                Fidelity all = new Fidelity(Unsupported.DROP);
                return call.request()
                        .codec(format, target.model(), all, NO_ANSWER)
                        .call();
            }
            return format.count(call.request().call(), target.model());
        } catch (Refused e) {
            return null;
        }
    }

    private void ask(UpstreamCall counting) {
        long now = bench.clock().getAsLong();
        EndpointState endpoint = counting == null ? null : target.state().pick(null, List.of(), now, bench.draws());
        if (endpoint == null) {
            countHere();
            return;
        }
        attempts++;
        running = new CountCall(bench, call, target, counting, endpoint, this::counted);
        running.start();
    }

    /** The provider has counted, or has failed to: then the client still gets an estimate. */
    private void counted(Long tokens) {
        running = null;
        if (tokens == null) {
            countHere();
        } else {
            answer(new TokenCount(tokens, true, tokens));
        }
    }

    private void countHere() {
        new ContextGuard(bench, call.request())
                .count(target)
                .onSuccess(this::answer)
                .onFailure(this::failed);
    }

    private void answer(TokenCount count) {
        if (over) {
            return;
        }
        HttpServerResponse response = call.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        response.putHeader(CortexHeaders.PROVIDER, target.upstream().name());
        response.putHeader(CortexHeaders.MODEL, target.config().model());
        response.putHeader(CortexHeaders.ATTEMPTS, Integer.toString(attempts));
        response.putHeader(CortexHeaders.TOKEN_COUNT, count.exact() ? "exact" : "estimate");
        if (call.api() == Api.ANTHROPIC) {
            response.putHeader("request-id", call.requestId());
        }
        finish(OK, null);
        response.end(Buffer.buffer("{\"input_tokens\":" + count.tokens() + "}"));
    }

    private void failed(Throwable cause) {
        if (over) {
            return;
        }
        if (cause instanceof InvalidBody invalid) {
            finish(0, new Outcome.BadRequest(invalid.getMessage(), invalid.param()));
        } else {
            LOG.error("request {} cannot be counted by a defect of the router", call.requestId(), cause);
            finish(0, new Outcome.Internal());
        }
    }

    private void clientLeft() {
        if (over) {
            return;
        }
        if (running != null) {
            running.cancel();
        }
        finish(0, new Outcome.ClientLeft());
    }

    private void finish(int status, Outcome outcome) {
        if (!over) {
            over = true;
            done.handle(new AttemptResult(target, status, null, outcome, 0, 0, attempts));
        }
    }
}
