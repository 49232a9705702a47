package dev.cortexllm.bench.jmh;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Chooser;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.LiveView;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.route.SnapshotCompiler;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.EngineLoad;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.SplittableRandom;

/**
 * A served configuration and requests for its policies, one after the other: from the model's name to the decision, as for
 * every request in production. Its engines have queues, and said so half a second ago.
 */
final class Choosing {
    private static final long NOW = 1_000_000_000L;
    private static final long SCRAPED = 500_000_000L;
    /** Prime, so that it visits all policies in an order that no cache foresees. */
    private static final int STRIDE = 7_919;

    private final Snapshot snapshot;
    private final RequestFacts[] requests;
    private final Draws draws = Draws.of(new SplittableRandom(1)::nextDouble);
    private int next;

    /**
     * @param policies how many there are
     * @param targets of each
     * @param strategy of each
     */
    Choosing(int policies, int targets, Strategy strategy) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.deny());
        TargetStates states = new TargetStates();
        snapshot = new SnapshotCompiler(states, new Meters(registry), () -> NOW)
                .compile(ManyPolicies.bundle(policies, targets, strategy));
        requests = new RequestFacts[policies];
        for (int i = 0; i < policies; i++) {
            requests[i] = new RequestFacts(ManyPolicies.model(i), null, name -> null);
        }
        for (int i = 0; i < ManyPolicies.UPSTREAMS; i++) {
            if (ManyPolicies.local(i)) {
                for (EndpointState endpoint :
                        states.upstream(ManyPolicies.id(i)).endpoints()) {
                    endpoint.load(new EngineLoad(64, i % 100, 20, endpoint.started(), SCRAPED));
                }
            }
        }
    }

    /** A request for another policy than the last one. */
    Choice another() {
        next = (next + STRIDE) % requests.length;
        return choose(requests[next]);
    }

    /** A request for the same policy as ever. */
    Choice same() {
        return choose(requests[0]);
    }

    private Choice choose(RequestFacts facts) {
        return Chooser.choose(snapshot.route(facts.model()), facts, new LiveView(NOW), draws);
    }
}
