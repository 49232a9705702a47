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
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeUnit;

/**
 * One call of one target, on one event loop. It ends exactly once: with a complete answer, a failure, or because the
 * client left; then its lease is back and its connection is either free again or closed.
 */
final class Attempt extends Watchdog.Watched {
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
    private Answer answer;
    private boolean reused;
    private boolean sent;
    private boolean broken;
    private boolean over;

    /**
     * @param key the API key to use; null when none is needed
     * @param toll accounts for it
     * @param now monotonic nanoseconds
     */
    Attempt(
            AttemptLoop loop,
            Workbench bench,
            ClientCall call,
            RouteTarget target,
            Codec codec,
            Credential key,
            Lease lease,
            Toll toll,
            long now) {
        this.loop = loop;
        this.bench = bench;
        this.call = call;
        this.target = target;
        this.codec = codec;
        this.key = key;
        this.lease = lease;
        this.toll = toll;
        this.began = now;
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
        return answer != null && answer.committed();
    }

    /** When it began, on the monotonic clock. */
    long began() {
        return began;
    }

    /** What the answer used as far as it has said so, or null. */
    Usage usage() {
        return answer == null ? null : answer.usage();
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
        bench.outbox().add(this::write);
    }

    private void write() {
        if (!over) {
            sent = true;
            Sent.end(codec.call(), request);
        }
    }

    private void answering(AsyncResult<HttpClientResponse> head) {
        if (over) {
            return;
        }
        if (head.failed()) {
            broken(head.cause());
            return;
        }
        answer = new Answer(this, loop, bench, call, codec, toll, head.result());
        answer.read();
    }

    /** The connection failed; or the other side closed it, which ends an answer that is whole. */
    void broken(Throwable cause) {
        broken = true;
        fail(Failure.of(
                answer == null ? Kind.RESET : Kind.TRUNCATED, target.upstream().name()));
    }

    /** Whether it is over, so that nothing that still comes of it matters. */
    boolean over() {
        return over;
    }

    /** Whether nothing more can come of the upstream. */
    boolean upstreamEnded() {
        return broken || answer != null && answer.ended();
    }

    @Override
    void tick(long now) {
        boolean begun = answer != null && answer.begun();
        long silence = answer == null ? 0 : answer.silence(now);
        if (Health.tooLong(target.upstream().timeouts(), begun, now - began, silence)) {
            fail(Failure.of(Kind.TIMEOUT, target.upstream().name()));
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
        if (answer.status() == Refusal.OK) {
            toll.answered(usage(), held == null ? delivered() : Delivered.whole(held.length()));
        } else {
            toll.free(Entry.Result.FAILED);
        }
        answer.end(held);
    }

    /** The upstream says that the client is at fault, and that is what the client is told. */
    void refused(Outcome.UpstreamRefused outcome) {
        if (close(Lease.Result.ANSWERED, 0)) {
            answered();
            failedAfterWork(answer.status() == Refusal.OK);
            answer.flush();
            loop.answered(0, outcome);
        }
    }

    private void answered() {
        target.attempts().answered();
        if (key != null) {
            key.state().accepted();
        }
    }

    /** Another target may do better; unless all of the answer is there already. */
    void fail(Failure failure) {
        if (answer != null && answer.whole()) {
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
                    failure,
                    answer == null ? 0 : answer.status(),
                    sent,
                    reused,
                    bench.clock().getAsLong() - began));
            if (answer != null) {
                answer.flush();
            }
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
            if (sent) {
                toll.estimate(Entry.Result.CANCELLED, delivered());
            } else {
                toll.free(Entry.Result.CANCELLED);
            }
        }
        return ran;
    }

    private void failedAfterWork(boolean worked) {
        if (worked) {
            toll.estimate(Entry.Result.FAILED, delivered());
        } else {
            toll.free(Entry.Result.FAILED);
        }
    }

    /** How far it has come. */
    Delivered delivered() {
        return answer == null
                ? new Delivered(null, 0, false, false, bench.clock().getAsLong() - began)
                : answer.delivered(broken);
    }

    private long tokens() {
        Usage usage = usage();
        return usage == null ? 0 : usage.outputTokens();
    }

    private boolean close(Lease.Result result, long stayAwayNanos) {
        if (over) {
            return false;
        }
        over = true;
        bench.watchdog().forget(this);
        long now = bench.clock().getAsLong();
        lease.giveBack(result, now, stayAwayNanos);
        lease.observe(result, call.request().stream(), result == Lease.Result.ANSWERED ? tokens() : 0, now);
        if (request != null && !upstreamEnded()) {
            request.reset();
        }
        return true;
    }
}
