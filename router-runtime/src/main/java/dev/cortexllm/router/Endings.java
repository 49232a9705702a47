package dev.cortexllm.router;

import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.account.RouteMeters;
import dev.cortexllm.router.attempt.AttemptResult;
import dev.cortexllm.router.attempt.BrokenOff;
import dev.cortexllm.router.attempt.ClientCall;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.server.ErrorWriter;
import dev.cortexllm.router.server.Exchange;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests end: measured, noted in the access log, and told why where they got no answer. One per event loop. */
final class Endings {
    private static final Logger ACCESS = LoggerFactory.getLogger("dev.cortexllm.router.access");

    private final Meters meters;
    private final Workbench bench;

    /**
     * @param meters where requests are measured
     * @param bench of the event loop
     */
    Endings(Meters meters, Workbench bench) {
        this.meters = meters;
        this.bench = bench;
    }

    /** A request has begun, and is in flight until one of the other methods but {@link #refused} is told of its end. */
    void begun() {
        meters.inFlight().incrementAndGet();
    }

    /** Its attempts are over: a whole answer is written by then, and of a broken one so much as there was. */
    void attempted(Exchange exchange, ClientCall call, Choice choice, AttemptResult result) {
        Route route = choice.route();
        boolean answered = result.outcome() == null;
        boolean begun = exchange.response().headWritten();
        RouteMeters routeMeters = route.meters(choice.rule(), result.target());
        if (result.firstContentNanos() != 0) {
            routeMeters.firstContent(result.firstContentNanos() - exchange.startedNanos());
            long overhead = result.firstContentNanos() - call.readNanos() - result.upstreamNanos();
            meters.overhead().record(Math.max(0, overhead), TimeUnit.NANOSECONDS);
        }
        if (answered && result.firstContentNanos() != 0) {
            route.tally().answered(result.target().config().local());
        } else if (!answered && !begun) {
            exchange.response().putHeader(CortexHeaders.ATTEMPTS, Integer.toString(result.attempts()));
        }
        finish(exchange, routeMeters, answered ? result.status() : 0, result.outcome());
        if (begun && !answered && !(result.outcome() instanceof Outcome.ClientLeft)) {
            BrokenOff.end(bench, call, result.outcome());
        }
    }

    /** It was passed to an upstream as it is, and its answer back; {@code failed} is null if that went well. */
    void passed(Exchange exchange, Outcome failed) {
        int status = exchange.response().getStatusCode();
        finish(exchange, meters.unrouted(), failed == null ? status : 0, failed);
    }

    /** It came to no route. */
    void unrouted(Exchange exchange, Outcome why) {
        finish(exchange, meters.unrouted(), 0, why);
    }

    private void finish(Exchange exchange, RouteMeters routeMeters, int answered, Outcome outcome) {
        int code = answered;
        // Before the answer is out: whoever has it must not find the request still counted.
        meters.inFlight().decrementAndGet();
        if (outcome != null) {
            ErrorReply reply = ErrorReply.of(outcome);
            code = reply.status(exchange.api());
            ErrorWriter.write(exchange, reply);
        }
        long nanos = bench.clock().getAsLong() - exchange.startedNanos();
        routeMeters.finished(code, nanos);
        if (ACCESS.isDebugEnabled()) {
            ACCESS.debug(
                    "{} key={} status={} ms={} {}",
                    exchange.id(),
                    exchange.identity().key(),
                    code,
                    nanos / 1_000_000,
                    outcome == null ? "" : outcome);
        }
    }

    /** It is refused before it has begun. */
    void refused(Exchange exchange, Outcome why) {
        ErrorReply reply = ErrorReply.of(why);
        ErrorWriter.write(exchange, reply);
        meters.unrouted().finished(reply.status(exchange.api()), bench.clock().getAsLong() - exchange.startedNanos());
    }
}
