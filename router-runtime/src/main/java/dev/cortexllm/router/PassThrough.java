package dev.cortexllm.router;

import dev.cortexllm.router.admission.Wished;
import dev.cortexllm.router.attempt.RawCall;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.server.Endpoint;
import dev.cortexllm.router.server.Exchange;
import dev.cortexllm.router.target.UpstreamEntry;

/** Requests for paths that are not served here: the provider that they name has them as they are. One per event loop. */
final class PassThrough {
    private final Workbench bench;
    private final Endings endings;

    /**
     * @param bench of the event loop
     * @param endings told how they end
     */
    PassThrough(Workbench bench, Endings endings) {
        this.bench = bench;
        this.endings = endings;
    }

    /**
     * Passes a request on, or refuses it.
     *
     * @param exchange the request, with its sender's identity
     * @param serving the configuration; null as long as there is none
     */
    void pass(Exchange exchange, Snapshot serving) {
        String path = String.valueOf(exchange.request().path());
        String named = exchange.request().getHeader(CortexHeaders.PROVIDER);
        if (named == null || serving == null) {
            endings.refused(exchange, new Outcome.UnknownPath(path, Endpoint.SERVED));
            return;
        }
        Identity who = exchange.identity();
        if (!who.mayPassThrough()) {
            endings.refused(exchange, Outcome.NotAllowed.passThrough(who.workspace()));
            return;
        }
        if (exchange.request().headers().contains(Wished.LOCAL_ONLY)) {
            // Whoever passes bytes on unread does not know where a provider of any kind sends them.
            endings.refused(
                    exchange,
                    new Outcome.BadRequest(
                            "Header " + Wished.LOCAL_ONLY + " is for requests that a policy routes, not for " + path
                                    + ".",
                            null));
            return;
        }
        UpstreamEntry upstream = serving.passingThrough(named);
        if (upstream == null) {
            endings.refused(exchange, new Outcome.NotPassed(path, named));
            return;
        }
        endings.begun();
        RawCall.run(bench, upstream, exchange.request(), exchange.id(), failed -> endings.passed(exchange, failed));
    }
}
