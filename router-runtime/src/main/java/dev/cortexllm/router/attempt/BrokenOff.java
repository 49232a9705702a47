package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.ErrorReply;
import dev.cortexllm.router.outcome.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** The end of an answer of which the client has a part, if only its head: it must see that the rest is missing. */
public final class BrokenOff {
    /** How long a client has to read the event that tells of a failure before its connection is cut. */
    private static final long EVENT_MILLIS = 100;

    private BrokenOff() {}

    /**
     * Ends the client's answer.
     *
     * @param bench of the event loop
     * @param call whose answer has begun
     * @param why what a stream's last event says
     */
    public static void end(Workbench bench, ClientCall call, Outcome why) {
        HttpServerResponse response = call.response();
        // A client that takes nothing in would keep the connection waiting for the event for ever.
        if (!call.request().stream() || response.writeQueueFull()) {
            response.reset();
            return;
        }
        Buffer event = Buffer.buffer(call.api().event(ErrorReply.of(why), call.requestId()));
        if (call.api().errorEventEnds()) {
            response.end(event);
        } else {
            // A reset may overtake what the client has not read yet.
            response.write(event).onComplete(sent -> bench.workers().later(EVENT_MILLIS, response::reset));
        }
    }
}
