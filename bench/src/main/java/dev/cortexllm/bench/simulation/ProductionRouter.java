package dev.cortexllm.bench.simulation;

import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.engine.EngineSample;
import dev.cortexllm.router.engine.LoadEstimator;
import dev.cortexllm.router.route.Chooser;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.LiveView;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.SnapshotCompiler;
import dev.cortexllm.router.target.Affinity;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * One router of a gateway as it is in production: its chooser, its endpoint picker, its load estimator and its leases. Only
 * the clock, the wire and the engines are simulated. It sees its own requests at once, and those of other routers when it
 * asks the engines for their metrics, as often as production does.
 */
final class ProductionRouter implements Placing {
    private static final double SCRAPE_SECONDS = RouterOptions.SCRAPE_INTERVAL.toMillis() / 1e3;
    /** From asking an engine until its answer is read. */
    private static final double SCRAPE_DELAY_SECONDS = 0.03;

    private final Fleet fleet;
    private final Route route;
    private final Draws draws;
    private final LongSupplier picks;
    private final boolean keyed;
    private final Map<EndpointState, Integer> replicas = new IdentityHashMap<>();

    /**
     * @param fleet what serves
     * @param bundle what the router serves
     * @param slots of each replica
     * @param firstScrape when it first asks for metrics, in seconds
     * @param seed where chance comes from
     * @param keyed whether calls belong to a replica by their prefix
     */
    private ProductionRouter(
            Fleet fleet, ConfigBundle bundle, int slots, double firstScrape, long seed, boolean keyed) {
        this.fleet = fleet;
        this.keyed = keyed;
        TargetStates states = new TargetStates();
        route = new SnapshotCompiler(states, new Meters(new SimpleMeterRegistry()), fleet.time()::now)
                .compile(bundle)
                .route(SimulatedConfig.MODEL);
        draws = Draws.of(new Random(seed)::nextDouble);
        picks = new SplittableRandom(seed)::nextLong;
        List<EndpointState> endpoints = states.upstream(SimulatedConfig.LOCAL).endpoints();
        for (int i = 0; i < endpoints.size(); i++) {
            EndpointState endpoint = endpoints.get(i);
            Replica replica = fleet.replicas().get(i);
            if (!endpoint.address().host().equals(SimulatedConfig.host(i))) {
                throw new IllegalStateException("endpoint " + i + " is " + endpoint.name());
            }
            replicas.put(endpoint, i);
            LoadEstimator estimator = new LoadEstimator(slots);
            fleet.time().after(firstScrape, () -> scrape(endpoint, replica, estimator));
        }
    }

    /** The routers of a gateway; clients use them in turn. */
    static Placing gateway(Fleet fleet, ConfigBundle bundle, int slots, int routers, boolean keyed) {
        ProductionRouter[] all = new ProductionRouter[routers];
        for (int i = 0; i < routers; i++) {
            all[i] = new ProductionRouter(fleet, bundle, slots, i * SCRAPE_SECONDS / routers, i + 1, keyed);
        }
        return call -> all[call.index() % routers].place(call);
    }

    private void scrape(EndpointState endpoint, Replica replica, LoadEstimator estimator) {
        EngineSample sample = replica.sample();
        long startedBefore = endpoint.started();
        long asked = fleet.time().now();
        fleet.time().after(SCRAPE_DELAY_SECONDS, () -> endpoint.load(estimator.next(sample, startedBefore, asked)));
        fleet.time().after(SCRAPE_SECONDS, () -> scrape(endpoint, replica, estimator));
    }

    @Override
    public Place place(Call call) {
        long now = fleet.time().now();
        RequestFacts facts = new RequestFacts(SimulatedConfig.MODEL, null, name -> null);
        for (RouteTarget target :
                Chooser.choose(route, facts, new LiveView(now), draws).order()) {
            EndpointState endpoint =
                    target.state().pick(balance -> keyed ? call.prefixKey() : Affinity.NONE, List.of(), now, picks);
            Lease lease = endpoint == null ? null : Lease.tryTake(target.state(), endpoint, now);
            if (lease != null) {
                int where = target.config().local() ? replicas.get(endpoint) : Place.CLOUD;
                return new Place(where, answered -> over(lease, answered));
            }
        }
        return Place.REFUSED;
    }

    private void over(Lease lease, boolean answered) {
        lease.giveBack(
                answered ? Lease.Result.ANSWERED : Lease.Result.CANCELLED,
                fleet.time().now(),
                0);
    }
}
