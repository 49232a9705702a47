package dev.cortexllm.router;

import dev.cortexllm.router.admission.Admission;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.server.Exchange;

/**
 * A request of which everything is known but who answers it.
 *
 * @param exchange the request, with its sender's identity
 * @param route the policy of the model that it asks for
 * @param facts what the policy's rules go by
 * @param admitted its body and what was read of its head
 * @param readNanos when its last byte was in, on the monotonic clock
 * @param answering what is done with it
 */
record Asked(
        Exchange exchange,
        Route route,
        RequestFacts facts,
        Admission.Admitted admitted,
        long readNanos,
        Answering answering) {

    /** The same when more is known of it. */
    Asked knowing(RequestFacts more) {
        return new Asked(exchange, route, more, admitted, readNanos, answering);
    }

    /** The same, and it must not leave the cluster whatever its policy comes to say. */
    Asked staying() {
        return new Asked(exchange, route, facts.staying(), admitted, readNanos, answering);
    }

    /** The same under another configuration's policy. */
    Asked under(Route other) {
        return new Asked(exchange, other, facts, admitted, readNanos, answering);
    }
}
