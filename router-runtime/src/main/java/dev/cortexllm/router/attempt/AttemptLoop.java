package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.RetryMeters;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.InvalidBody;
import io.vertx.core.Handler;
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

    private final Workbench bench;
    private final ClientCall call;
    private final Handler<AttemptResult> done;
    private final ContextGuard guard;
    private final Admittance admittance;
    private final Course course;
    /** Null as long as no attempt has failed. */
    private Repetition repetition;
    /** Null as long as no target was passed over. */
    private Outcome unfit;

    private Attempt running;
    private RouteTarget lastTarget;
    private List<String> dropped = List.of();
    private int attempts;
    private long upstreamNanos;
    private long firstContent;
    private boolean over;

    private AttemptLoop(Workbench bench, ClientCall call, Handler<AttemptResult> done) {
        this.bench = bench;
        this.call = call;
        this.done = done;
        this.guard = new ContextGuard(bench, call.request());
        this.admittance = new Admittance(bench, call, guard);
        this.course = new Course(call.plan(), call, bench.draws());
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
        long now = bench.clock().getAsLong();
        call.plan().retries().request(now);
        loop.nextTarget(now);
    }

    private void nextTarget() {
        nextTarget(bench.clock().getAsLong());
    }

    private void nextTarget(long now) {
        if (course.advance(attempts, now)) {
            if (affords(now)) {
                fit(course.target(), course.endpoint());
            }
            return;
        }
        long millis = repetition == null ? 0 : course.restart(attempts, call.startedNanos(), now);
        if (millis == 0) {
            finish(0, nothingLeft());
            return;
        }
        repetition.pause(millis, () -> {
            if (!over) {
                nextTarget();
            }
        });
    }

    private boolean affords(long now) {
        if (repetition == null || repetition.affords(now)) {
            return true;
        }
        finish(0, nothingLeft());
        return false;
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
                unfit = PassedOver.tooLong(unfit, tooLong);
                nextTarget();
            }
        });
    }

    private Outcome nothingLeft() {
        if (repetition != null) {
            return new Outcome.AttemptsFailed(repetition.last(), attempts);
        }
        return unfit == null ? course.nothing() : unfit;
    }

    private void attempt(RouteTarget target, EndpointState endpoint) {
        if (admittance.free(target)) {
            write(target, endpoint);
            return;
        }
        Soon.ended(admittance.admit(target), admitted -> {
            if (over) {
                admittance.tooLate();
            } else if (admitted.failed()) {
                defect(admitted.cause());
            } else if (admitted.result() == null) {
                write(target, endpoint);
            } else if (admitted.result().byPlan()) {
                finish(0, admitted.result().outcome());
            } else {
                unfit = PassedOver.full(unfit, admitted.result().outcome());
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
        Integer cap = admittance.cap();
        // Here and not beside the event loop, whose clock it is.
        long epochSeconds = bench.epochSeconds().getAsLong();
        Soon.ended(bench.workers().run(size, () -> Wording.of(call, target, fidelity, cap, epochSeconds)), codec -> {
            if (over) {
                return;
            }
            if (codec.succeeded()) {
                dropped = fidelity.dropped();
                send(target, endpoint, codec.result());
            } else if (codec.cause() instanceof Refused refused) {
                unfit = PassedOver.unfit(
                        unfit, new Outcome.BadRequest(refused.getMessage(), refused.param(), refused.code()));
                admittance.unused();
                nextTarget();
            } else if (codec.cause() instanceof InvalidBody invalid) {
                finish(0, new Outcome.BadRequest(invalid.getMessage(), invalid.param(), invalid.code()));
            } else {
                defect(codec.cause());
            }
        });
    }

    private void send(RouteTarget target, EndpointState endpoint, Codec codec) {
        long now = bench.clock().exactly();
        Lease lease = Lease.tryTake(target.state(), endpoint, now);
        if (lease == null) {
            course.refused(now);
            admittance.unused();
            nextTarget();
            return;
        }
        attempts++;
        lastTarget = target;
        running = new Attempt(this, bench, call, target, codec, course.key(), lease, admittance.toll(target), now);
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
        firstContent = bench.clock().exactly();
        return firstContent - call.readNanos() - upstreamNanos;
    }

    /** The answer is complete but for its end; or, with an outcome, there is none to pass on. */
    void answered(int status, Outcome outcome) {
        repeated(RetryMeters.Outcome.ANSWERED);
        finish(status, outcome);
    }

    void failed(Attempt attempt, Failure failure) {
        repeated(RetryMeters.Outcome.FAILED);
        if (repetition == null) {
            repetition = new Repetition(bench, call.plan());
        }
        repetition.failed(failure);
        admittance.givenBack(LimitGate.used(attempt, failure));
        if (attempt.committed()) {
            Outcome outcome = new Outcome.AttemptsFailed(failure, attempts);
            finish(call.response().getStatusCode(), outcome);
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

    private void repeated(RetryMeters.Outcome outcome) {
        if (repetition != null) {
            repetition.ended(outcome);
        }
    }

    private void clientLeft() {
        if (over) {
            return;
        }
        if (repetition != null) {
            repetition.leaves();
        }
        if (running != null && running.cancel()) {
            repeated(RetryMeters.Outcome.CANCELLED);
        } else if (repetition != null) {
            // Nothing is on its way: the client has used what its last attempt came to.
            admittance.left(running, repetition.last());
        }
        finish(0, new Outcome.ClientLeft());
    }

    private void finish(int status, Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        admittance.finished(running, outcome);
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
