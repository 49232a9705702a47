package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.Credential;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.sse.MalformedStream;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of one target, on one event loop. It ends exactly once: with a complete answer, a failure, or because the
 * client left; then its lease is back and its connection is either free again or closed.
 */
final class Attempt extends Watchdog.Watched {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final AttemptLoop loop;
    private final Workbench bench;
    private final ClientCall call;
    private final RouteTarget target;
    private final Codec codec;
    private final Credential key;
    private final Lease lease;
    private final Toll toll;
    private final long began;
    private HttpClientRequest request;
    private HttpClientResponse response;
    private AnswerBody body;
    private long lastPiece;
    private boolean reused;
    private boolean committed;
    private boolean paused;
    private boolean upstreamEnded;
    private boolean broken;
    private boolean over;

    /**
     * @param key the API key to use; null when none is needed
     * @param toll accounts for it
     */
    Attempt(
            AttemptLoop loop,
            Workbench bench,
            ClientCall call,
            RouteTarget target,
            Codec codec,
            Credential key,
            Lease lease,
            Toll toll) {
        this.loop = loop;
        this.bench = bench;
        this.call = call;
        this.target = target;
        this.codec = codec;
        this.key = key;
        this.lease = lease;
        this.toll = toll;
        this.began = bench.clock().getAsLong();
    }

    void start() {
        bench.watchdog().watch(this);
        toll.watch(this::delivered);
        bench.clients()
                .request(target.upstream(), lease.endpoint(), codec.call().path())
                .onComplete(this::connected);
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
                // Vert.x would log the reset that we ask for as an error of nobody's.
                connection.result().exceptionHandler(reset -> {}).reset();
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
        RequestHead.put(request.headers(), call, target, key, codec.call(), toll.attemptId());
        request.exceptionHandler(this::broken);
        request.response().onComplete(this::answering);
        request.end(Buffer.buffer(codec.call().body()));
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
        if (status != Refusal.OK) {
            return new RefusedAnswer(this, status);
        }
        String contentType = head.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean stream = call.request().stream();
        boolean events = contentType == null
                ? stream
                : contentType.regionMatches(true, 0, AnswerHead.EVENTS, 0, AnswerHead.EVENTS.length());
        if (stream != events) {
            return new RefusedAnswer(this, status);
        }
        return stream ? new StreamAnswer(this, codec.stream(), toll.watches()) : new PlainAnswer(this, codec.whole());
    }

    private void data(Buffer piece) {
        if (over) {
            return;
        }
        lastPiece = bench.clock().getAsLong();
        try {
            body.data(piece);
        } catch (MalformedStream e) {
            malformed(e);
        } catch (RuntimeException e) {
            defect(e);
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
            malformed(e);
        } catch (RuntimeException e) {
            defect(e);
        }
    }

    /** Turns an answer that came in one piece into the client's, a large one beside the event loop. */
    void turn(Buffer held, WholeCodec whole) {
        byte[] in = held.getBytes();
        bench.workers().run(in.length, () -> whole.turn(in)).onComplete(turned -> {
            if (over) {
                return;
            }
            if (turned.succeeded()) {
                complete(turned.result() == in ? held : Buffer.buffer(turned.result()));
            } else if (turned.cause() instanceof MalformedStream malformed) {
                malformed(malformed);
            } else {
                defect(turned.cause());
            }
        });
    }

    /** Bytes that no reader of ours foresaw must not leave the client waiting. */
    private void defect(Throwable e) {
        LOG.error(
                "an answer of {} cannot be read by a defect of the router",
                target.upstream().name(),
                e);
        fail(Failure.of(Kind.MALFORMED, target.upstream().name()));
    }

    private void malformed(MalformedStream e) {
        if (e instanceof UpstreamFailed failed) {
            Refusal.Head head = head(response.statusCode());
            apply(Refusal.midway(target.upstream(), failed.error(), head, committed));
        } else {
            LOG.debug("{} sent what is not an answer: {}", target.upstream().name(), e.getMessage());
            fail(Failure.of(Kind.MALFORMED, target.upstream().name()));
        }
    }

    private void broken(Throwable cause) {
        upstreamEnded = true;
        broken = true;
        fail(Failure.of(
                response == null ? Kind.RESET : Kind.TRUNCATED,
                target.upstream().name()));
    }

    @Override
    void tick(long now) {
        boolean begun = body != null && body.begun();
        if (Health.tooLong(target.upstream().timeouts(), begun, now - began, paused ? 0 : now - lastPiece)) {
            fail(Failure.of(Kind.TIMEOUT, target.upstream().name()));
        }
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
        lease.content(lastPiece);
        long overhead = loop.committed(this, lastPiece);
        AnswerHead.put(call, target, response, loop.attempts(), loop.dropped(), overhead);
    }

    /** Its usage is known and nothing more of it will come: it is settled before the client has the end, not after. */
    void accounted() {
        toll.answered(body.usage(), delivered());
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
        answered();
        if (response.statusCode() == Refusal.OK) {
            toll.answered(body.usage(), held == null ? delivered() : Delivered.whole(held.length()));
        } else {
            toll.free(Entry.Result.FAILED);
        }
        if (held != null) {
            commit();
            AnswerHead.putCost(call.response(), target, body.usage());
        }
        // Before the end is written: whoever has it must find the request accounted for.
        loop.answered(response.statusCode(), null);
        if (held == null) {
            call.response().end();
        } else {
            call.response().end(held);
        }
    }

    /**
     * The upstream gives no answer.
     *
     * @param status its status; 200 when it answered in a form that was not asked for
     * @param explanation what it sent
     * @param whole whether that is all of it
     */
    void refused(int status, byte[] explanation, boolean whole) {
        apply(Refusal.of(target.upstream(), codec, head(status), explanation, whole));
    }

    private void apply(Refusal refusal) {
        if (refusal instanceof Refusal.Verbatim verbatim) {
            complete(Buffer.buffer(verbatim.body()));
        } else if (refusal instanceof Refusal.Told told) {
            refusedByUpstream(told.outcome());
        } else if (refusal instanceof Refusal.Failed failed) {
            fail(failed.failure());
        }
    }

    private Refusal.Head head(int status) {
        return new Refusal.Head(
                status,
                RetryAfter.seconds(
                        response.getHeader("retry-after"),
                        response.getHeader("retry-after-ms"),
                        bench.epochSeconds().getAsLong()));
    }

    private void refusedByUpstream(Outcome.UpstreamRefused outcome) {
        if (close(Lease.Result.ANSWERED, 0)) {
            answered();
            failedAfterWork(response.statusCode() == Refusal.OK);
            loop.answered(0, outcome);
        }
    }

    private void answered() {
        target.attempts().answered();
        if (key != null) {
            key.state().accepted();
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
        if (over) {
            return;
        }
        boolean otherKey = loop.keyRefused(failure);
        Lease.Result result = otherKey ? Lease.Result.CANCELLED : Health.of(failure, reused);
        if (close(result, TimeUnit.SECONDS.toNanos(failure.retryAfterSeconds()))) {
            target.attempts().failed(failure.kind());
            failedAfterWork(Billed.perhaps(
                    failure, response, sent(), reused, bench.clock().getAsLong() - began));
            loop.failed(this, failure);
        }
    }

    /**
     * The client left.
     *
     * @return whether it was still running
     */
    boolean cancel() {
        boolean ran = close(Lease.Result.CANCELLED, 0);
        if (ran) {
            target.attempts().cancelled();
            if (sent()) {
                toll.estimate(Entry.Result.CANCELLED, delivered());
            } else {
                toll.free(Entry.Result.CANCELLED);
            }
        }
        return ran;
    }

    private boolean sent() {
        return request != null;
    }

    private void failedAfterWork(boolean worked) {
        if (worked) {
            toll.estimate(Entry.Result.FAILED, delivered());
        } else {
            toll.free(Entry.Result.FAILED);
        }
    }

    /** How far it has come. While the client keeps the upstream waiting, nobody knows how much of it is made. */
    private Delivered delivered() {
        long last = lastPiece == 0 ? began : lastPiece;
        boolean streamed = body instanceof StreamAnswer && !paused;
        long bytes = body instanceof StreamAnswer stream ? stream.spoken() : 0;
        return new Delivered(
                usage(),
                bytes,
                streamed,
                upstreamEnded && !broken,
                bench.clock().getAsLong() - last);
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
