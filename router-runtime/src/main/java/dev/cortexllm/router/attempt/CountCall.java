package dev.cortexllm.router.attempt;

import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.router.target.Credential;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.sse.MalformedStream;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a provider's endpoint that counts tokens. It ends exactly once. What goes wrong there says little of the
 * provider's chat: such endpoints have rate limits of their own, and may be missing where the vendor only resembles the
 * one whose format it speaks. So a refusal keeps no request away; only a connection that does not come about does.
 */
final class CountCall extends Watchdog.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(CountCall.class);
    private static final int OK = 200;
    private static final int LARGEST_ANSWER = 64 * 1024;
    /** An estimate now is of more use than a count later. */
    private static final long LONGEST_MILLIS = 5_000;

    private final Workbench bench;
    private final ClientCall call;
    private final RouteTarget target;
    private final UpstreamCall counting;
    private final Lease lease;
    private final Handler<Long> done;
    private final long began;
    private final Buffer read = Buffer.buffer();
    private HttpClientRequest request;
    private boolean upstreamEnded;
    private boolean over;

    /**
     * @param done told the prompt's tokens once, or null when the provider has not counted
     */
    CountCall(
            Workbench bench,
            ClientCall call,
            RouteTarget target,
            UpstreamCall counting,
            EndpointState endpoint,
            Handler<Long> done) {
        this.bench = bench;
        this.call = call;
        this.target = target;
        this.counting = counting;
        this.lease = Lease.take(target.state(), endpoint);
        this.done = done;
        this.began = bench.clock().getAsLong();
    }

    void start() {
        bench.watchdog().watch(this);
        bench.clients()
                .request(target.upstream(), lease.endpoint(), counting.path())
                .onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (over) {
            if (connection.succeeded()) {
                connection.result().reset();
            }
        } else if (connection.failed()) {
            fail(Lease.Result.UNREACHABLE, "no connection");
        } else {
            send(connection.result());
        }
    }

    private void send(HttpClientRequest toUpstream) {
        request = toUpstream;
        MultiMap headers = request.headers();
        counting.headers().forEach(headers::set);
        if (call.request().passesTo(target.upstream().format())) {
            call.carried().forEach(headers::set);
        }
        target.upstream().headers().forEach(headers::set);
        Credential key = target.upstream().credentials().first(began);
        if (key != null) {
            headers.set(key.header(), key.value());
        }
        headers.set(HttpHeaders.ACCEPT, "application/json");
        if (call.userAgent() != null) {
            headers.set(HttpHeaders.USER_AGENT, call.userAgent());
        }
        headers.set("x-request-id", call.requestId());
        request.exceptionHandler(this::broken);
        request.response().onSuccess(this::answering).onFailure(this::broken);
        Sent.end(counting, request);
    }

    private void answering(HttpClientResponse response) {
        if (!over) {
            response.handler(this::data).exceptionHandler(this::broken).endHandler(end -> ended(response.statusCode()));
        }
    }

    private void data(Buffer piece) {
        read.appendBuffer(piece);
        if (read.length() > LARGEST_ANSWER) {
            fail(Lease.Result.CANCELLED, "more than " + LARGEST_ANSWER + " bytes");
        }
    }

    private void ended(int status) {
        if (over) {
            return;
        }
        upstreamEnded = true;
        if (status != OK) {
            fail(Lease.Result.CANCELLED, "status " + status);
            return;
        }
        try {
            long tokens = target.upstream().format().counted(read.getBytes());
            if (close(Lease.Result.ANSWERED)) {
                done.handle(tokens);
            }
        } catch (MalformedStream e) {
            fail(Lease.Result.CANCELLED, e.getMessage());
        }
    }

    private void broken(Throwable cause) {
        upstreamEnded = true;
        fail(Lease.Result.CANCELLED, String.valueOf(cause));
    }

    @Override
    void tick(long now) {
        TimeoutMillis timeouts = target.upstream().timeouts();
        long longest = Math.min(LONGEST_MILLIS, Math.min(timeouts.firstByte(), timeouts.total()));
        if (now - began > TimeUnit.MILLISECONDS.toNanos(longest)) {
            fail(Lease.Result.CANCELLED, "nothing in " + longest + " ms");
        }
    }

    void cancel() {
        close(Lease.Result.CANCELLED);
    }

    private void fail(Lease.Result result, String why) {
        if (close(result)) {
            LOG.debug("{} has not counted: {}", target.upstream().name(), why);
            done.handle(null);
        }
    }

    private boolean close(Lease.Result result) {
        if (over) {
            return false;
        }
        over = true;
        bench.watchdog().forget(this);
        lease.giveBack(result, bench.clock().getAsLong(), 0);
        if (request != null && !upstreamEnded) {
            request.reset();
        }
        return true;
    }
}
