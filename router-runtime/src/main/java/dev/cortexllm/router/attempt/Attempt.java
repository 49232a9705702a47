package dev.cortexllm.router.attempt;

import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.openai.MalformedStream;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/**
 * One call of one target, on one event loop. It ends exactly once: with a complete answer, a failure, or because the
 * client left; then its lease is back and its connection is either free again or closed.
 */
final class Attempt extends Watchdog.Watched {
    private static final String EVENTS = "text/event-stream";

    private final AttemptLoop loop;
    private final Workbench bench;
    private final ClientCall call;
    private final RouteTarget target;
    private final Lease lease;
    private final long began;
    private HttpClientRequest request;
    private HttpClientResponse response;
    private AnswerBody body;
    private long lastPiece;
    private boolean reused;
    private boolean committed;
    private boolean paused;
    private boolean upstreamEnded;
    private boolean over;

    Attempt(AttemptLoop loop, Workbench bench, ClientCall call, RouteTarget target, Lease lease) {
        this.loop = loop;
        this.bench = bench;
        this.call = call;
        this.target = target;
        this.lease = lease;
        this.began = bench.clock().getAsLong();
    }

    void start() {
        bench.watchdog().watch(this);
        bench.clients().request(target.upstream(), lease.endpoint()).onComplete(this::connected);
    }

    RouteTarget target() {
        return target;
    }

    Lease lease() {
        return lease;
    }

    /** Whether it went over a connection that the other side may have closed meanwhile. */
    boolean reused() {
        return reused;
    }

    /** Whether the client has got something of this answer. */
    boolean committed() {
        return committed;
    }

    /** When it began, on the monotonic clock. */
    long began() {
        return began;
    }

    /** What the answer used as far as it has said so, or null. */
    Usage usage() {
        return body == null ? null : body.usage();
    }

    private void connected(AsyncResult<HttpClientRequest> connection) {
        if (over) {
            if (connection.succeeded()) {
                connection.result().reset();
            }
        } else if (connection.failed()) {
            fail(Failure.of(Kind.CONNECT, target.upstream().name()));
        } else {
            send(connection.result());
        }
    }

    private void send(HttpClientRequest toUpstream) {
        request = toUpstream;
        reused = bench.clients().reused(request);
        MultiMap headers = request.headers();
        target.upstream().headers().forEach(headers::set);
        if (call.accept() != null) {
            headers.set(HttpHeaders.ACCEPT, call.accept());
        }
        if (call.userAgent() != null) {
            headers.set(HttpHeaders.USER_AGENT, call.userAgent());
        }
        headers.set("x-request-id", call.requestId());
        request.exceptionHandler(this::broken);
        request.response().onComplete(this::answering);
        request.end(Buffer.buffer(call.request().forTarget(target.modelJson())));
    }

    private void answering(AsyncResult<HttpClientResponse> head) {
        if (over) {
            return;
        }
        if (head.failed()) {
            broken(head.cause());
            return;
        }
        response = head.result();
        body = bodyOf(response);
        response.handler(this::data).exceptionHandler(this::broken).endHandler(this::ended);
    }

    private AnswerBody bodyOf(HttpClientResponse head) {
        int status = head.statusCode();
        Kind kind = FailoverRule.failure(status);
        if (kind != null) {
            int retryAfter =
                    FailoverRule.retryAfterSeconds(head.getHeader("retry-after"), head.getHeader("retry-after-ms"));
            return new FailedAnswer(this, new Failure(kind, target.upstream().name(), status, retryAfter));
        }
        String contentType = head.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean stream = status == 200 && call.request().stream();
        boolean events = contentType == null ? stream : contentType.regionMatches(true, 0, EVENTS, 0, EVENTS.length());
        if (stream != events) {
            return new FailedAnswer(
                    this, new Failure(Kind.MALFORMED, target.upstream().name(), status, 0));
        }
        return stream ? new StreamAnswer(this, call.request().usageIsOurs()) : new PlainAnswer(this, status);
    }

    private void data(Buffer piece) {
        if (over) {
            return;
        }
        lastPiece = bench.clock().getAsLong();
        try {
            body.data(piece);
        } catch (MalformedStream e) {
            fail(Failure.of(Kind.MALFORMED, target.upstream().name()));
        }
    }

    private void ended(Void nothing) {
        if (over) {
            return;
        }
        upstreamEnded = true;
        lastPiece = bench.clock().getAsLong();
        try {
            body.end();
        } catch (MalformedStream e) {
            fail(Failure.of(Kind.MALFORMED, target.upstream().name()));
        }
    }

    private void broken(Throwable cause) {
        upstreamEnded = true;
        fail(Failure.of(
                response == null ? Kind.RESET : Kind.TRUNCATED,
                target.upstream().name()));
    }

    @Override
    void tick(long now) {
        TimeoutMillis timeouts = target.upstream().timeouts();
        boolean begun = body != null && body.begun();
        boolean stalled = begun
                ? !paused && exceeded(now - lastPiece, timeouts.idle())
                : exceeded(now - began, timeouts.firstByte());
        if (stalled || exceeded(now - began, timeouts.total())) {
            fail(Failure.of(Kind.TIMEOUT, target.upstream().name()));
        }
    }

    private static boolean exceeded(long nanos, long limitMillis) {
        return nanos > TimeUnit.MILLISECONDS.toNanos(limitMillis);
    }

    void commitStream() {
        commit();
        call.response().setChunked(true);
    }

    void commitPlain() {
        commit();
        String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            call.response().setChunked(true);
        } else {
            call.response().putHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
    }

    private void commit() {
        committed = true;
        long overhead = loop.committed(this, lastPiece);
        AnswerHead.put(call, target, response, loop.attempts(), overhead);
    }

    /** Sends on; when the client is slower than the upstream, the upstream has to wait. */
    void write(Buffer piece) {
        call.response().write(piece);
        if (!paused && !upstreamEnded && call.response().writeQueueFull()) {
            paused = true;
            response.pause();
            call.response().drainHandler(this::drained);
        }
    }

    private void drained(Void nothing) {
        if (paused) {
            paused = false;
            lastPiece = bench.clock().getAsLong();
            response.resume();
        }
    }

    /**
     * The answer is whole.
     *
     * @param held all of it where none was written yet, null otherwise
     */
    void complete(Buffer held) {
        if (!close(Lease.Result.ANSWERED, 0)) {
            return;
        }
        target.attempts().answered();
        if (held != null) {
            commit();
            AnswerHead.putCost(call.response(), target, body.usage());
        }
        // Before the end is written: under HTTP/2 that closes the stream at once, and looks as if the client had left.
        loop.answered(response.statusCode(), null);
        if (held == null) {
            call.response().end();
        } else {
            call.response().end(held);
        }
    }

    /** The upstream found a mistake of the client's and did not explain it in JSON. */
    void refusedWithoutReason(int status) {
        if (close(Lease.Result.ANSWERED, 0)) {
            target.attempts().answered();
            loop.answered(0, new Outcome.UpstreamRefused(target.upstream().name(), status));
        }
    }

    void truncated() {
        fail(Failure.of(Kind.TRUNCATED, target.upstream().name()));
    }

    void fail(Failure failure) {
        if (body != null && body.whole()) {
            complete(null);
            return;
        }
        boolean race = failure.kind() == Kind.RESET && reused;
        Lease.Result result = race
                ? Lease.Result.CANCELLED
                : failure.nothingReceived() ? Lease.Result.UNREACHABLE : Lease.Result.FAILED;
        if (close(result, TimeUnit.SECONDS.toNanos(failure.retryAfterSeconds()))) {
            target.attempts().failed(failure.kind());
            loop.failed(this, failure);
        }
    }

    void cancel() {
        if (close(Lease.Result.CANCELLED, 0)) {
            target.attempts().cancelled();
        }
    }

    private boolean close(Lease.Result result, long stayAwayNanos) {
        if (over) {
            return false;
        }
        over = true;
        bench.watchdog().forget(this);
        lease.giveBack(result, bench.clock().getAsLong(), stayAwayNanos);
        if (request != null && !upstreamEnded) {
            request.reset();
        }
        return true;
    }
}
