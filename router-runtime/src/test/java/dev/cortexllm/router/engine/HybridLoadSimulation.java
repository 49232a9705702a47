package dev.cortexllm.router.engine;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.pipeline.Configs;
import dev.cortexllm.router.route.Chooser;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.LiveView;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.route.SnapshotCompiler;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.Lease;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Several routers before one engine and a cloud, in virtual time: the production chooser, estimator and wait formula; only
 * the engine, the cloud and the clock are made up. A router sees its own requests at once, the others' at its next scrape.
 */
final class HybridLoadSimulation {
    private static final double NANOS = 1e9;
    private static final long SCRAPE_NANOS = 500_000_000L;
    private static final long SCRAPE_DELAY_NANOS = 30_000_000L;

    private record Event(long at, long order, Runnable what) {}

    private record Work(long arrived, Runnable done) {}

    private final int slots;
    private final double serviceSeconds;
    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private final List<RouterModel> routers = new ArrayList<>();
    private final Deque<Work> queue = new ArrayDeque<>();
    private long now;
    private long order;
    private int running;
    private double finished;
    private double serviceSum;
    private double busySlotSeconds;
    private long busySince;
    private int local;
    private int cloud;

    HybridLoadSimulation(int slots, double serviceSeconds, int routerCount, long seed) {
        this.slots = slots;
        this.serviceSeconds = serviceSeconds;
        this.random = new Random(seed);
        for (int i = 0; i < routerCount; i++) {
            RouterModel router = new RouterModel();
            routers.add(router);
            at(i * SCRAPE_NANOS / routerCount, router::scrape);
        }
    }

    /** What happened in a stretch of time. */
    record Stretch(double busy, double cloudShare, int cloud, int requests) {}

    /** Lets requests arrive at a multiple of the engine's service rate. */
    Stretch run(double load, double seconds, boolean poisson) {
        long end = now + (long) (seconds * NANOS);
        double rate = load * slots / serviceSeconds;
        arrivals(now, end, rate, poisson, 0);
        note();
        local = 0;
        cloud = 0;
        busySlotSeconds = 0;
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.poll();
            now = event.at();
            event.what().run();
        }
        now = end;
        note();
        return new Stretch(busySlotSeconds / (slots * seconds), (double) cloud / (local + cloud), cloud, local + cloud);
    }

    private void arrivals(long from, long end, double rate, boolean poisson, int count) {
        double gap = poisson ? -Math.log(1 - random.nextDouble()) / rate : 1 / rate;
        long next = from + (long) (gap * NANOS);
        if (next < end) {
            at(next, () -> {
                routers.get(random.nextInt(routers.size())).request();
                arrivals(next, end, rate, poisson, count + 1);
            });
        }
    }

    private void at(long when, Runnable what) {
        events.add(new Event(when, order++, what));
    }

    /** Counts the time that slots were busy up to now. */
    private void note() {
        busySlotSeconds += running * ((now - busySince) / NANOS);
        busySince = now;
    }

    private void serve(Work work) {
        note();
        if (running == slots) {
            queue.add(work);
            return;
        }
        running++;
        double took = serviceSeconds * (0.5 + random.nextDouble());
        at(now + (long) (took * NANOS), () -> {
            note();
            running--;
            finished++;
            serviceSum += took;
            work.done().run();
            if (!queue.isEmpty()) {
                serve(queue.poll());
            }
        });
    }

    private final class RouterModel {
        private final TargetStates states = new TargetStates();
        private final Snapshot snapshot;
        private final EndpointState endpoint;
        private final LoadEstimator estimator = new LoadEstimator(slots);
        private final Draws draws = Draws.of(random::nextDouble);

        RouterModel() {
            Configs configs = new Configs()
                    .strategy(Strategy.LOCAL_FIRST)
                    .deployment("local", slots, "http://127.0.0.1:8000")
                    .provider("cloud", "http://127.0.0.1:9000/v1");
            snapshot = new SnapshotCompiler(states, new Meters(new SimpleMeterRegistry()), () -> now)
                    .compile(configs.bundle());
            endpoint = states.upstream("deployment/ns/local").endpoints().get(0);
        }

        void scrape() {
            EngineSample sample = new EngineSample(running, queue.size(), finished, serviceSum);
            long startedBefore = endpoint.started();
            long asked = now;
            at(now + SCRAPE_DELAY_NANOS, () -> endpoint.load(estimator.next(sample, startedBefore, asked)));
            at(now + SCRAPE_NANOS, this::scrape);
        }

        void request() {
            RequestFacts facts = new RequestFacts("assistant", null, name -> null);
            RouteTarget first = Chooser.choose(snapshot.route("assistant"), facts, new LiveView(now), draws)
                    .order()[0];
            if (first.config().local()) {
                local++;
                Lease lease = Lease.take(first.state(), endpoint);
                serve(new Work(now, () -> lease.giveBack(Lease.Result.ANSWERED, now, 0)));
            } else {
                cloud++;
            }
        }
    }
}
