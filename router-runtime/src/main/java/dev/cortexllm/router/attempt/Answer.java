package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.chat.WholeCodec;
import dev.cortexllm.router.wire.sse.MalformedStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upstream's answer from its head on: read as long as the attempt goes on, which is told what came of it. What the client
 * gets of it is the {@link Delivery}'s.
 */
final class Answer {
    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    private final Attempt attempt;
    private final Workbench bench;
    private final ClientCall call;
    private final RouteTarget target;
    private final Codec codec;
    private final Toll toll;
    private final HttpClientResponse response;
    private final Delivery delivery;
    private final AnswerBody body;
    private boolean ended;

    /**
     * @param attempt whose answer it is
     * @param loop the attempts of the request
     * @param call the request
     * @param codec turns it
     * @param toll accounts for it
     * @param response what the upstream sends
     */
    Answer(
            Attempt attempt,
            AttemptLoop loop,
            Workbench bench,
            ClientCall call,
            Codec codec,
            Toll toll,
            HttpClientResponse response) {
        this.attempt = attempt;
        this.bench = bench;
        this.call = call;
        this.target = attempt.target();
        this.codec = codec;
        this.toll = toll;
        this.response = response;
        this.delivery = new Delivery(attempt, loop, call, response, bench);
        this.body = body();
    }

    private AnswerBody body() {
        int status = status();
        if (status != Refusal.OK) {
            return new RefusedAnswer(this, status);
        }
        String contentType = response.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean stream = call.request().stream();
        boolean events = contentType == null
                ? stream
                : contentType.regionMatches(true, 0, AnswerHead.EVENTS, 0, AnswerHead.EVENTS.length());
        if (stream != events) {
            return new RefusedAnswer(this, status);
        }
        return stream
                ? new StreamAnswer(this, delivery, codec.stream(), toll.watches())
                : new PlainAnswer(this, delivery, codec.whole());
    }

    /** Begins to read it. */
    void read() {
        response.handler(this::data).exceptionHandler(attempt::broken).endHandler(this::allSent);
    }

    int status() {
        return response.statusCode();
    }

    /** Whether the client has got something of it. */
    boolean committed() {
        return delivery.committed();
    }

    /** Whether the upstream has begun to answer, so that from now on only pauses are too long. */
    boolean begun() {
        return body.begun();
    }

    /** Whether nothing of it is missing any more, although its connection has not ended yet. */
    boolean whole() {
        return body.whole();
    }

    /** Whether the upstream has sent all that it will. */
    boolean ended() {
        return ended;
    }

    /** What it used as far as it has said so, or null. */
    Usage usage() {
        return body.usage();
    }

    /** For how many nanoseconds the upstream has sent nothing; 0 while the client keeps it waiting. */
    long silence(long now) {
        return delivery.paused() ? 0 : now - delivery.heard();
    }

    private void data(Buffer piece) {
        if (attempt.over()) {
            return;
        }
        delivery.hear();
        try {
            body.data(piece);
        } catch (MalformedStream e) {
            malformed(e);
        } catch (RuntimeException e) {
            defect(e);
        }
    }

    private void allSent(Void nothing) {
        if (attempt.over()) {
            return;
        }
        ended = true;
        delivery.hear();
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
        Soon.ended(bench.workers().run(in.length, () -> whole.turn(in)), turned -> {
            if (attempt.over()) {
                return;
            }
            if (turned.succeeded()) {
                attempt.complete(turned.result() == in ? held : Buffer.buffer(turned.result()));
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
        fail(Kind.MALFORMED);
    }

    private void malformed(MalformedStream e) {
        if (e instanceof UpstreamFailed failed) {
            apply(Refusal.midway(target.upstream(), failed.error(), head(status()), committed()));
        } else {
            LOG.debug("{} sent what is not an answer: {}", target.upstream().name(), e.getMessage());
            fail(Kind.MALFORMED);
        }
    }

    /** It ended before it was whole. */
    void truncated() {
        fail(Kind.TRUNCATED);
    }

    private void fail(Kind kind) {
        attempt.fail(Failure.of(kind, target.upstream().name()));
    }

    /**
     * The upstream gives no answer.
     *
     * @param status its status; 200 when it answered in a form that was not asked for
     * @param explanation what it sent
     * @param whole whether that is all of it
     */
    void refused(int status, byte[] explanation, boolean whole) {
        // A stream whose head is out cannot take another body in.
        boolean verbatim = whole && !call.response().headWritten();
        apply(Refusal.of(target.upstream(), codec, head(status), explanation, verbatim));
    }

    private void apply(Refusal refusal) {
        if (refusal instanceof Refusal.Verbatim verbatim) {
            attempt.complete(Buffer.buffer(verbatim.body()));
        } else if (refusal instanceof Refusal.Told told) {
            attempt.refused(told.outcome());
        } else if (refusal instanceof Refusal.Failed failed) {
            attempt.fail(failed.failure());
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
    /** Its usage is known and nothing more of it will come: it is settled before the client has the end, not after. */
    void accounted() {
        toll.answered(body.usage(), attempt.delivered());
    }

    /** It breaks off: what has come of it goes out. */
    void flush() {
        delivery.flush();
    }

    /** It is whole. */
    void complete(Buffer held) {
        attempt.complete(held);
    }

    /**
     * The client gets the end of it.
     *
     * @param held all of it where none was written yet, null otherwise
     */
    void end(Buffer held) {
        delivery.end(held, body.usage());
    }

    /**
     * How far it has come. While the client keeps the upstream waiting, nobody knows how much of it is made.
     *
     * @param broken whether its connection has failed
     */
    Delivered delivered(boolean broken) {
        boolean streamed = body instanceof StreamAnswer && !delivery.paused();
        long bytes = body instanceof StreamAnswer stream ? stream.spoken() : 0;
        return new Delivered(
                usage(), bytes, streamed, ended && !broken, bench.clock().getAsLong() - delivery.heard());
    }
}
