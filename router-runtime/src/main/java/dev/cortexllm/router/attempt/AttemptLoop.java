package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.RetryMeters;
import dev.cortexllm.router.limit.Used;
import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one request, one after another, on one event loop. A target whose connection failed is tried at another
 * of its endpoints first; where a used connection turned out to be closed, nothing was received, and the same endpoint is
 * asked once more without counting it.
 */
public final class AttemptLoop {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptLoop.class);
    /** How long a client has to read the event that tells of a failure before its connection is cut. */
    private static final long EVENT_MILLIS = 100;

    private final Workbench bench;
    private final ClientCall call;
    private final Handler<AttemptResult> done;
    private final ContextGuard guard;
    private LimitGate gate;
    private final Course course;
    private Attempt running;
    private RouteTarget lastTarget;
    private Failure lastFailure;
    private Outcome unfit;
    private List<String> dropped = List.of();
    private int attempts;
    private boolean paid;
    private boolean pausing;
    private long pause;
    private long upstreamNanos;
    private long firstContent;
    private boolean over;

    private AttemptLoop(Workbench bench, ClientCall call, Handler<AttemptResult> done) {
        this.bench = bench;
        this.call = call;
        this.done = done;
        this.guard = new ContextGuard(bench, call.request());
        this.course = new Course(call.plan());
    }

    /**
     * Runs the attempts.
     *
     * @param bench of the event loop
     * @param call the request
     * @param done told once; an answer is written by then, an outcome is not unless the answer had begun
     */
    public static void run(Workbench bench, ClientCall call, Handler<AttemptResult> done) {
        AttemptLoop loop = new AttemptLoop(bench, call, done);
        call.response().exceptionHandler(gone -> loop.clientLeft());
        call.response().closeHandler(gone -> loop.clientLeft());
        call.plan().retries().request(bench.clock().getAsLong());
        loop.nextTarget();
    }

    private void nextTarget() {
        long now = bench.clock().getAsLong();
        if (course.advance(attempts, now)) {
            if (affords(now)) {
                fit(course.target(), course.endpoint());
            }
            return;
        }
        long millis = lastFailure == null ? 0 : course.restart(attempts, call.startedNanos(), now);
        if (millis == 0) {
            finish(0, nothingLeft());
            return;
        }
        pausing = true;
        pause = bench.workers().later(millis, () -> {
            pausing = false;
            if (!over) {
                nextTarget();
            }
        });
    }

    /** After a failure each further call is taken from the policy's budget, so that an outage does not grow by it. */
    private boolean affords(long now) {
        if (lastFailure == null || paid) {
            return true;
        }
        paid = call.plan().retries().tryRepeat(now);
        if (!paid) {
            finish(0, nothingLeft());
        }
        return paid;
    }

    /** A target whose context the request does not fit is not called: a refusal would cost time, and an answer money. */
    private void fit(RouteTarget target, EndpointState endpoint) {
        if (guard.surelyFits(target)) {
            attempt(target, endpoint);
            return;
        }
        guard.check(target).onSuccess(tooLong -> {
            if (over) {
                return;
            }
            if (tooLong == null) {
                attempt(target, endpoint);
            } else {
                unfit(ContextGuard.larger(unfit, tooLong));
                nextTarget();
            }
        });
    }

    /** Where a target is only busy, the client is told of that: the request itself is in order. */
    private void unfit(Outcome why) {
        unfit = unfit instanceof Outcome.LimitReached ? unfit : why;
    }

    private void full(Outcome why) {
        if (why instanceof Outcome.LimitReached reached) {
            unfit = LimitGate.sooner(unfit, reached);
        } else {
            unfit(why);
        }
    }

    private Outcome nothingLeft() {
        if (lastFailure != null) {
            return new Outcome.AttemptsFailed(lastFailure, attempts);
        }
        return unfit == null ? new Outcome.NothingAvailable(call.plan().policy(), course.whyNothing()) : unfit;
    }

    private void attempt(RouteTarget target, EndpointState endpoint) {
        if (call.plan().limits() == null
                && target.upstream().limits() == null
                && !BudgetGate.needed(bench, call, target)) {
            write(target, endpoint);
            return;
        }
        if (gate == null) {
            gate = new LimitGate(bench, call, guard);
        }
        gate.admit(target).onComplete(admitted -> {
            if (over) {
                gate.finished(new Used(0, 0));
            } else if (admitted.failed()) {
                defect(admitted.cause());
            } else if (admitted.result() == null) {
                write(target, endpoint);
            } else if (admitted.result().byPlan()) {
                finish(0, admitted.result().outcome());
            } else {
                full(admitted.result().outcome());
                nextTarget();
            }
        });
    }

    private void defect(Throwable cause) {
        LOG.error("request {} cannot be sent by a defect of the router", call.requestId(), cause);
        finish(0, new Outcome.Internal());
    }

    /** Writes the request for a target, and then sends it. A target that cannot take the request is not called. */
    private void write(RouteTarget target, EndpointState endpoint) {
        Fidelity fidelity = call.request().fidelity(target.unsupported());
        int size = call.request().scanned().body().length;
        Integer cap = gate == null || gate.toll() == null ? null : gate.toll().cap();
        bench.workers().run(size, () -> codec(target, fidelity, cap)).onComplete(codec -> {
            if (over) {
                return;
            }
            if (codec.succeeded()) {
                dropped = fidelity.dropped();
                send(target, endpoint, codec.result());
            } else if (codec.cause() instanceof Refused refused) {
                unfit(new Outcome.BadRequest(refused.getMessage(), refused.param(), refused.code()));
                givenBack(new Used(0, 0));
                nextTarget();
            } else if (codec.cause() instanceof InvalidBody invalid) {
                finish(0, new Outcome.BadRequest(invalid.getMessage(), invalid.param(), invalid.code()));
            } else {
                defect(codec.cause());
            }
        });
    }

    /** A cap makes the answer shorter than the client, or the configuration for it, asks for. */
    private Codec codec(RouteTarget target, Fidelity fidelity, Integer cap) throws Refused, InvalidBody {
        AnswerContext context = new AnswerContext(
                call.requestId(),
                bench.epochSeconds().getAsLong(),
                target.config().model(),
                usage -> CostNote.of(usage, target.config().price()));
        ChatRequest request = cap == null ? call.request() : call.request().capped(cap);
        TargetModel model = cap == null ? target.model() : target.model().answering(cap);
        return request.codec(target.upstream().format(), model, fidelity, context);
    }

    private void send(RouteTarget target, EndpointState endpoint, Codec codec) {
        long now = bench.clock().getAsLong();
        Lease lease = Lease.tryTake(target.state(), endpoint, now);
        if (lease == null) {
            course.refused(now);
            givenBack(new Used(0, 0));
            nextTarget();
            return;
        }
        attempts++;
        lastTarget = target;
        Toll toll = gate == null ? null : gate.toll();
        running = new Attempt(
                this,
                bench,
                call,
                target,
                codec,
                course.key(),
                lease,
                toll == null ? Toll.free(bench, call, target, guard) : toll);
        running.start();
    }

    /**
     * Takes note of a key that was refused.
     *
     * @return whether another one may do better, so that the failure says nothing of the target
     */
    boolean keyRefused(Failure failure) {
        return course.keyRefused(failure, bench.clock().getAsLong());
    }

    /** Paths of the client's fields that the running attempt had no words for. */
    List<String> dropped() {
        return dropped;
    }

    /** Upstream calls made. */
    int attempts() {
        return attempts;
    }

    /**
     * The answer begins to go out.
     *
     * @return nanoseconds that the router itself has added
     */
    long committed(Attempt attempt, long arrived) {
        upstreamNanos += arrived - attempt.began();
        firstContent = bench.clock().getAsLong();
        return firstContent - call.readNanos() - upstreamNanos;
    }

    /** The answer is complete but for its end; or, with an outcome, there is none to pass on. */
    void answered(int status, Outcome outcome) {
        repeated(RetryMeters.Outcome.ANSWERED);
        finish(status, outcome);
    }

    void failed(Attempt attempt, Failure failure) {
        repeated(RetryMeters.Outcome.FAILED);
        lastFailure = failure;
        paid = false;
        givenBack(LimitGate.used(attempt, failure));
        if (attempt.committed()) {
            breakOff(failure);
            return;
        }
        long now = bench.clock().getAsLong();
        upstreamNanos += now - attempt.began();
        Course.Again again = course.again(attempt.reused(), failure, attempts, now);
        if (again != null) {
            if (affords(now)) {
                attempts -= again == Course.Again.CONNECTION ? 1 : 0;
                attempt(course.target(), course.endpoint());
            }
        } else if (call.plan().retries().movesOn(failure.kind())) {
            course.left(failure, now);
            nextTarget();
        } else {
            finish(0, nothingLeft());
        }
    }

    /** Counts what came of the running attempt if it is a repetition. */
    private void repeated(RetryMeters.Outcome outcome) {
        if (lastFailure != null) {
            call.plan().retries().meters().repeated(lastFailure.kind(), outcome);
        }
    }

    /** What the target's limits were asked for is settled; those of the request hold on. */
    private void givenBack(Used used) {
        if (gate != null) {
            gate.targetOver(used);
        }
    }

    /** The client has a part of the answer: it must see that the rest is missing. */
    private void breakOff(Failure failure) {
        HttpServerResponse response = call.response();
        Outcome outcome = new Outcome.AttemptsFailed(failure, attempts);
        finish(response.getStatusCode(), outcome);
        // A client that takes nothing in would keep the connection waiting for the event for ever.
        if (!call.request().stream() || response.writeQueueFull()) {
            response.reset();
            return;
        }
        Buffer event = Buffer.buffer(call.api().event(ErrorReply.of(outcome), call.requestId()));
        if (call.api().errorEventEnds()) {
            response.end(event);
        } else {
            // A reset may overtake what the client has not read yet.
            response.write(event).onComplete(sent -> bench.workers().later(EVENT_MILLIS, response::reset));
        }
    }

    private void clientLeft() {
        if (over) {
            return;
        }
        if (pausing) {
            bench.workers().forget(pause);
        }
        if (running != null && running.cancel()) {
            repeated(RetryMeters.Outcome.CANCELLED);
        } else if (gate != null && lastFailure != null) {
            // Nothing is on its way: the client has used what its last attempt came to.
            gate.finished(LimitGate.used(running, lastFailure));
        }
        finish(0, new Outcome.ClientLeft());
    }

    private void finish(int status, Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        if (gate != null) {
            gate.finished(LimitGate.used(running, outcome));
        }
        done.handle(new AttemptResult(
                lastTarget,
                status,
                running == null ? null : running.usage(),
                outcome,
                firstContent,
                upstreamNanos,
                attempts));
    }
}
