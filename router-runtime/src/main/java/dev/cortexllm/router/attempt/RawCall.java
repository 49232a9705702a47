package dev.cortexllm.router.attempt;

import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.Credential;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.UpstreamEntry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A request for a path that the router does not serve, passed to one provider as it is, both bodies streamed. Nothing is
 * chosen, translated or retried. Told its end exactly once.
 */
public final class RawCall extends Watchdog.Watched {
    private final Workbench bench;
    private final UpstreamEntry upstream;
    private final HttpServerRequest client;
    private final String requestId;
    private final Handler<Outcome> done;
    private final long began;
    private HttpClientRequest request;
    private boolean answering;
    private boolean over;

    private RawCall(
            Workbench bench,
            UpstreamEntry upstream,
            HttpServerRequest client,
            String requestId,
            Handler<Outcome> done) {
        this.bench = bench;
        this.upstream = upstream;
        this.client = client;
        this.requestId = requestId;
        this.done = done;
        this.began = bench.clock().getAsLong();
    }

    /**
     * Passes a request on.
     *
     * @param bench of the event loop
     * @param upstream who gets it
     * @param client the request, nothing of its body read yet
     * @param requestId its id
     * @param done told null when the answer is complete, otherwise what went wrong; nothing is written then unless the
     *     answer had begun
     */
    public static void run(
            Workbench bench,
            UpstreamEntry upstream,
            HttpServerRequest client,
            String requestId,
            Handler<Outcome> done) {
        new RawCall(bench, upstream, client, requestId, done).start();
    }

    private void start() {
        client.pause();
        client.response().closeHandler(gone -> fail(new Outcome.ClientLeft()));
        client.response().exceptionHandler(gone -> fail(new Outcome.ClientLeft()));
        EndpointState endpoint = upstream.state().pick(List.of(), began, bench.draws());
        if (endpoint == null) {
            fail(failure(Failure.Kind.CONNECT));
            return;
        }
        bench.watchdog().watch(this);
        bench.clients()
                .raw(
                        client.method(),
                        upstream,
                        endpoint,
                        target(endpoint.address().path()))
                .onComplete(this::connected);
    }

    /** The client's path behind the provider's base path, of which clients of {@code /v1} APIs send a part themselves. */
    private String target(String base) {
        String uri = client.uri();
        return uri.startsWith(base + "/") ? uri.substring(base.length()) : uri;
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (over) {
            if (connection.succeeded()) {
                connection.result().reset();
            }
            return;
        }
        if (connection.failed()) {
            fail(failure(Failure.Kind.CONNECT));
            return;
        }
        request = connection.result();
        RawHeaders.toProvider(client.headers(), upstream.headers(), request.headers());
        Credential key = upstream.credentials().first(began);
        if (key != null) {
            request.putHeader(key.header(), key.value());
        }
        request.putHeader("x-request-id", requestId);
        if (client.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            request.setChunked(client.getHeader(HttpHeaders.TRANSFER_ENCODING) != null);
        }
        request.exceptionHandler(broken -> fail(failure(Failure.Kind.RESET)));
        request.response().onComplete(this::answered);
        client.pipe().endOnFailure(false).to(request).onFailure(gone -> fail(failure(Failure.Kind.RESET)));
    }

    private void answered(AsyncResult<HttpClientResponse> head) {
        if (over) {
            return;
        }
        if (head.failed()) {
            fail(failure(Failure.Kind.RESET));
            return;
        }
        answering = true;
        HttpClientResponse response = head.result();
        client.response().setStatusCode(response.statusCode());
        RawHeaders.toClient(response.headers(), client.response().headers());
        client.response().putHeader(CortexHeaders.REQUEST_ID, requestId);
        client.response().putHeader(CortexHeaders.PROVIDER, upstream.name());
        if (response.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            client.response().setChunked(true);
        }
        response.pipe().endOnComplete(false).to(client.response()).onComplete(sent -> {
            if (sent.succeeded()) {
                // Before the end is written: whoever has the answer must not find the request still counted.
                end(null);
                client.response().end();
            } else {
                fail(failure(Failure.Kind.TRUNCATED));
            }
        });
    }

    private Outcome failure(Failure.Kind kind) {
        return new Outcome.AttemptsFailed(Failure.of(kind, upstream.name()), 1);
    }

    @Override
    void tick(long now) {
        TimeoutMillis timeouts = upstream.timeouts();
        long limit = answering ? timeouts.total() : Math.min(timeouts.firstByte(), timeouts.total());
        if (now - began > TimeUnit.MILLISECONDS.toNanos(limit)) {
            fail(failure(Failure.Kind.TIMEOUT));
        }
    }

    private void fail(Outcome outcome) {
        if (over) {
            return;
        }
        end(outcome);
        if (request != null) {
            request.reset();
        }
        if (client.response().headWritten()) {
            client.response().reset();
        }
    }

    private void end(Outcome outcome) {
        if (!over) {
            over = true;
            bench.watchdog().forget(this);
            done.handle(outcome);
        }
    }
}
