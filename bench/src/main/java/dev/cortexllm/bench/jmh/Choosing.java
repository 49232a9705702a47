package dev.cortexllm.bench.jmh;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
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
import dev.cortexllm.router.target.Observed;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A served configuration and requests for its policies, one after the other: from the model's name to the decision, as for
 * every request in production. Its engines have queues, and said so half a second ago; every target has answered lately.
 */
final class Choosing {
    private static final long NOW = 1_000_000_000L;
    private static final long SCRAPED = 500_000_000L;
    /** Prime, so that it visits all policies in an order that no cache foresees. */
    private static final int STRIDE = 7_919;

    private final Snapshot snapshot;
    private final RequestFacts[] requests;
    private final Draws draws = Draws.of(new SplittableRandom(1)::nextDouble);
    private final SplittableRandom bits = new SplittableRandom(2);
    private int next;

    /**
     * @param policies how many there are
     * @param targets of each
     * @param replicas of each deployment
     * @param strategy of each
     * @param chain order in which each tries what its strategy leaves out; null: as listed
     */
    Choosing(int policies, int targets, int replicas, Strategy strategy, FallbackChain chain) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(MeterFilter.deny());
        TargetStates states = new TargetStates();
        snapshot = new SnapshotCompiler(states, new Meters(registry), () -> NOW)
                .compile(ManyPolicies.bundle(policies, targets, replicas, strategy, chain));
        requests = new RequestFacts[policies];
        for (int i = 0; i < policies; i++) {
            requests[i] = request(ManyPolicies.model(i));
        }
        for (int i = 0; i < ManyPolicies.UPSTREAMS; i++) {
            busy(states, i);
        }
    }

    private static RequestFacts request(String model) {
        return new RequestFacts(
                model,
                Task.CODE_GENERATION,
                name -> null,
                Complexity.HIGH,
                LatencyClass.INTERACTIVE,
                1 << Capability.TOOLS.ordinal(),
                2_000);
    }

    private static void busy(TargetStates states, int upstream) {
        String id = ManyPolicies.id(upstream);
        if (ManyPolicies.local(upstream)) {
            for (EndpointState endpoint : states.upstream(id).endpoints()) {
                endpoint.load(new EngineLoad(64, upstream % 100, 20, endpoint.started(), SCRAPED));
            }
        }
        Observed observed = states.target(id, ManyPolicies.modelOf(upstream)).observed();
        observed.firstToken(200_000_000L + upstream * 1_000_000L, SCRAPED);
        observed.answered(200, 2_000_000_000L + upstream * 1_000_000L, SCRAPED);
        observed.ended(upstream % 10 == 0, SCRAPED);
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

    /** The replica for a request for another policy than the last one; it shares a prefix with those that came before it. */
    EndpointState picked() {
        Choice choice = another();
        return choice.order()[0].state().pick(balance -> 1 + next, List.of(), NOW, bits::nextLong);
    }

    private Choice choose(RequestFacts facts) {
        return Chooser.choose(snapshot.route(facts.model()), facts, new LiveView(NOW), draws);
    }
}
