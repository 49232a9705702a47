package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.function.LongSupplier;

/**
 * The client's half of an answer: from its first byte on the request is committed to it, and the upstream sends no faster
 * than the client reads.
 */
final class Delivery {
    /** More than this is not held until the end of the turn, in which an upstream may send a megabyte for each of its streams. */
    private static final int MOST_GATHERED = 4 * 1024;
    /**
     * What may wait here for a client to read on before the upstream has to wait. Counted in bytes, which Vert.x does not do: its queue
     * is full when the connection has 64 KiB and sixteen more writes, however large.
     */
    private static final int MOST_UNSENT = 8 * 1024;

    private final Attempt attempt;
    private final AttemptLoop loop;
    private final ClientCall call;
    private final HttpClientResponse upstream;
    private final LongSupplier clock;
    private final Outbox outbox;
    private long heard;
    private boolean committed;
    private boolean paused;
    private int unsent;
    private Buffer gathered;

    /**
     * @param attempt whose answer it is
     * @param loop the attempts of the request
     * @param call the request
     * @param upstream where the answer comes from
     * @param bench of the event loop
     */
    Delivery(Attempt attempt, AttemptLoop loop, ClientCall call, HttpClientResponse upstream, Workbench bench) {
        this.attempt = attempt;
        this.loop = loop;
        this.call = call;
        this.upstream = upstream;
        this.clock = bench.clock();
        this.outbox = bench.outbox();
        this.heard = attempt.began();
    }

    /** Something came of the upstream. */
    void hear() {
        heard = clock.getAsLong();
    }

    /** When something of the answer's body last came, or the upstream was asked to go on; else when the attempt began. */
    long heard() {
        return heard;
    }

    /** Whether the client has got something of the answer. */
    boolean committed() {
        return committed;
    }

    /** Whether it is the client that keeps the upstream waiting. */
    boolean paused() {
        return paused;
    }

    /** A stream begins to go out. */
    void commitStream() {
        commit();
        if (!call.response().headWritten()) {
            call.response().setChunked(true);
        }
    }

    /** An answer in one piece begins to go out before all of it is there. */
    void commitPlain() {
        commit();
        String length = upstream.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            call.response().setChunked(true);
        } else {
            call.response().putHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
    }

    private void commit() {
        committed = true;
        attempt.lease().content(heard);
        long overhead = loop.committed(attempt, heard);
        AnswerHead.put(call, attempt.target(), upstream, loop.attempts(), loop.dropped(), overhead);
    }

    /** Sends on, at the end of the turn and in one write: where upstreams send several events together, one for each would cost the most. */
    void write(Buffer piece) {
        if (gathered == null) {
            // First: a full outbox is emptied now, and may have an entry of ours from earlier in this turn.
            outbox.add(this::turned);
            gathered = piece;
        } else {
            gathered = gathered.appendBuffer(piece);
        }
        if (gathered.length() >= MOST_GATHERED) {
            send(taken());
        }
    }

    private void turned() {
        if (gathered != null && !attempt.over()) {
            send(taken());
        }
    }

    /** Nothing more comes of the upstream: what was gathered goes out. */
    void flush() {
        if (gathered != null) {
            call.response().write(taken());
        }
    }

    private Buffer taken() {
        Buffer all = gathered;
        gathered = null;
        return all;
    }

    /** When the client is slower than the upstream, the upstream has to wait. */
    private void send(Buffer piece) {
        int length = piece.length();
        Future<Void> sent = call.response().write(piece);
        if (sent.isComplete()) {
            return;
        }
        unsent += length;
        sent.onComplete(any -> sent(length));
        if (!paused && unsent > MOST_UNSENT && !attempt.upstreamEnded()) {
            paused = true;
            upstream.pause();
        }
    }

    private void sent(int length) {
        unsent -= length;
        if (paused && unsent <= MOST_UNSENT / 2 && !attempt.over()) {
            paused = false;
            hear();
            upstream.resume();
        }
    }

    /**
     * The answer is whole.
     *
     * @param held all of it where none was written yet, null otherwise
     * @param usage what it used, or null
     */
    void end(Buffer held, Usage usage) {
        if (held != null) {
            commit();
            AnswerHead.putCost(call.response(), attempt.target(), usage);
        }
        // Before the end is written: whoever has it must find the request accounted for.
        loop.answered(upstream.statusCode(), null);
        Buffer last = held == null ? taken() : held;
        outbox.add(() -> end(last));
    }

    private void end(Buffer last) {
        if (call.response().closed()) {
            return;
        }
        if (last == null) {
            call.response().end();
        } else {
            call.response().end(last);
        }
    }
}
