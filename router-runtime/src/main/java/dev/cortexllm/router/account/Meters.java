package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Names and labels of everything the router measures. Labels hold names out of the configuration only; what a client
 * makes up is {@code unknown}.
 */
public final class Meters {
    private static final String PREFIX = "cortex.llm.";
    private static final Duration[] LATENCIES =
            millis(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);
    private static final Duration[] OVERHEADS = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50)
    };

    /**
     * A maximum is that of the last three minutes, in parts as long as this. With Micrometer's three parts the first is over after a
     * minute: the compiler has never seen that by then, throws all away that it has made of the way of a request, and a loaded router is
     * at a third of its speed for seconds. One timer with short parts, of which the first is over before the compiler has done its work,
     * teaches it what the others will do.
     */
    private static final Duration SHORT_PART = Duration.ofSeconds(5);

    private static final int SHORT_PARTS = 36;

    private final MeterRegistry registry;
    private final Map<Meter.Id, WeakReference<Object>> gauges = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Timer overhead;
    private final RouteMeters unrouted;
    private final StoreMeters store;
    private final BudgetGauges budgets;
    private final Map<String, PolicyTally> tallies = new ConcurrentHashMap<>();

    /**
     * @param registry where meters live
     */
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        this.overhead = Timer.builder(PREFIX + "overhead")
                .description("Time that the router itself added to a request")
                .serviceLevelObjectives(OVERHEADS)
                // What Micrometer calls the expiry is that of a part.
                .distributionStatisticExpiry(SHORT_PART)
                .distributionStatisticBufferLength(SHORT_PARTS)
                .register(registry);
        this.budgets = new BudgetGauges(registry, PREFIX);
        this.unrouted = route("unknown", "", "", "unknown");
        AtomicInteger connected = new AtomicInteger();
        Gauge.builder(PREFIX + "limit.store.connected", connected, AtomicInteger::get)
                .description("Event loops that are connected to the Redis of their gateway")
                .register(registry);
        this.store = new StoreMeters(
                connected,
                counter(
                        "limit.store.fallbacks",
                        "Requests counted in the router's memory because Redis was not to be had",
                        Tags.empty()));
        Gauge.builder(PREFIX + "in.flight", inFlight, AtomicInteger::get)
                .description("Requests being worked on")
                .register(registry);
    }

    /**
     * The meters of one way through the router; the same labels count on in the same meters.
     *
     * @param policy name of the policy
     * @param rule name of the rule, empty for the policy's default
     * @param provider name of the upstream, empty when none was chosen
     * @param model the model's id there
     * @return meters to keep in the route
     */
    public RouteMeters route(String policy, String rule, String provider, String model) {
        return new RouteMeters(this, Tags.of("policy", policy, "rule", rule, "provider", provider, "model", model));
    }

    /**
     * Counts why the first targets of a rule's requests came first.
     *
     * @param policy name of the policy
     * @param rule name of the rule
     * @param reasons how many reasons there are
     * @return meters to keep in the route
     */
    public DecisionMeters decisions(String policy, String rule, int reasons) {
        return new DecisionMeters(this, Tags.of("policy", policy, "rule", rule), reasons);
    }

    /** What is measured of the waits for cold deployments. */
    public WaitMeters waits() {
        return new WaitMeters(registry, PREFIX);
    }

    /** What is measured of the Redis that routers count in together. */
    public StoreMeters store() {
        return store;
    }

    /** The meters of requests that match no policy. */
    public RouteMeters unrouted() {
        return unrouted;
    }

    /** What is measured of the ledger's files. */
    public LedgerMeters ledger() {
        return new LedgerMeters(
                counter("ledger.written", "Ledger entries that are in a file", Tags.empty()),
                counter(
                        "ledger.dropped",
                        "Ledger entries that no file got, because writing is too slow or fails",
                        Tags.empty()));
    }

    /**
     * Tokens and cost of one way through the router; the same labels count on in the same meters.
     *
     * @param policy name of the policy
     * @param provider name of the upstream
     * @param model the model's id there
     * @param workspace the client's workspace, empty when there is none
     * @return meters to keep
     */
    public SpendMeters spending(String policy, String provider, String model, String workspace) {
        Tags tags = Tags.of("policy", policy, "provider", provider, "model", model, "workspace", workspace);
        return new SpendMeters(
                kind -> counter("tokens", "Tokens of upstream attempts", tags.and("type", kind)),
                counter("cost.usd", "Price of upstream attempts in USD", tags));
    }

    /**
     * Counters of the calls to a target.
     *
     * @param provider name of the upstream
     * @param model the model's id there
     * @return counters to keep in the target
     */
    public AttemptMeters attempts(String provider, String model) {
        Tags tags = Tags.of("provider", provider, "model", model);
        return new AttemptMeters(
                result -> counter("attempts", "Calls to upstreams by result", tags.and("result", result)));
    }

    /**
     * Counts requests that found no free place.
     *
     * @param upstream id of the upstream
     * @return counter to keep in the upstream
     */
    public Counter full(String upstream) {
        return counter("bulkhead.full", "Requests that found no free place", Tags.of("upstream", upstream));
    }

    /**
     * Counters of how an upstream's endpoints were chosen.
     *
     * @param upstream id of the upstream
     * @return counters to keep in the upstream's state
     */
    public PickMeters picks(String upstream) {
        Tags tags = Tags.of("upstream", upstream);
        return new PickMeters(
                by -> counter("endpoint.picks", "Choices among several endpoints by what decided", tags.and("by", by)));
    }

    /**
     * Counters of the refusals of a credential.
     *
     * @param upstream id of the upstream
     * @param credential id of the secret
     * @return counters to keep in the credential
     */
    public AttemptMeters refusals(String upstream, String credential) {
        Tags tags = Tags.of("upstream", upstream, "credential", credential);
        return new AttemptMeters(reason ->
                counter("credential.refused", "Times that a credential was refused", tags.and("reason", reason)));
    }

    /**
     * Counters of a policy's repetitions.
     *
     * @param policy name of the policy
     * @return counters to keep in the route
     */
    public RetryMeters retries(String policy) {
        Tags tags = Tags.of("policy", policy);
        return new RetryMeters(
                (after, outcome) -> counter(
                        "retries",
                        "Repetitions by the failure before and by what they came to",
                        tags.and("after", after, "outcome", outcome)),
                counter("retry.budget.exhausted", "Repetitions that the retry budget did not allow", tags));
    }

    /**
     * The meters of a rate limit.
     *
     * @param owner whose limit it is
     * @param name its name
     * @param shadow whether it only observes
     * @param percents thresholds in percent, or null
     * @return meters to keep in the limit
     */
    public LimitMeters limit(String owner, String name, boolean shadow, List<Integer> percents) {
        Tags tags = Tags.of("owner", owner, "limit", name, "shadow", Boolean.toString(shadow));
        int[] thresholds = percents == null
                ? new int[0]
                : percents.stream().mapToInt(Integer::intValue).toArray();
        return new LimitMeters(
                counter("limit.admitted", "Requests that a rate limit had room for", tags),
                counter("limit.refused", "Requests that a rate limit had no room for", tags),
                thresholds,
                Arrays.stream(thresholds)
                        .mapToObj(percent -> counter(
                                "limit.crossed",
                                "Times that a threshold of a rate limit was crossed upwards",
                                tags.and("percent", Integer.toString(percent))))
                        .toArray(Counter[]::new));
    }

    /**
     * The meters of a budget.
     *
     * @param owner whose budget it is
     * @param name its name
     * @param shadow whether it only observes
     * @return meters to keep with the budget
     */
    public BudgetMeters budget(String owner, String name, boolean shadow) {
        Tags tags = Tags.of("owner", owner, "budget", name, "shadow", Boolean.toString(shadow));
        return new BudgetMeters(
                reason ->
                        counter("budget.refused", "Calls that a budget did not let go on", tags.and("reason", reason)),
                (action, at) -> counter(
                        "budget.crossed",
                        "Times that a threshold of a budget was crossed, by one router for all",
                        tags.and("action", action, "usd", at)));
    }

    /** What is spent of budgets, as last known. */
    public BudgetGauges budgets() {
        return budgets;
    }

    /**
     * Shows a number of a long-lived object, in place of what was shown under that name and those labels before.
     *
     * @param name meter name after the prefix
     * @param description one line
     * @param tags labels
     * @param object kept weakly by the registry
     * @param value read at each scrape
     */
    public <T> void gauge(String name, String description, Tags tags, T object, ToDoubleFunction<T> value) {
        Meter.Id id = new Meter.Id(PREFIX + name, tags, null, description, Meter.Type.GAUGE);
        registry.remove(id);
        gauges.put(id, new WeakReference<>(object));
        Gauge.builder(PREFIX + name, object, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /**
     * Takes the gauges away whose object is gone: they would be told as not a number for ever.
     *
     * @param alive whether an object is still there
     */
    public void retainGauges(Predicate<Object> alive) {
        gauges.entrySet().removeIf(gauge -> {
            Object object = gauge.getValue().get();
            boolean gone = object == null || !alive.test(object);
            if (gone) {
                registry.remove(gauge.getKey());
            }
            return gone;
        });
    }

    /** Requests being worked on. */
    public AtomicInteger inFlight() {
        return inFlight;
    }

    /** Time that the router itself added to a request. */
    public Timer overhead() {
        return overhead;
    }

    /**
     * What a policy has served; made at the first call and kept for the life of the process.
     *
     * @param policyId id of the policy
     * @return its tally
     */
    public PolicyTally tally(String policyId) {
        return tallies.computeIfAbsent(policyId, id -> new PolicyTally());
    }

    /** Every tally by policy id. */
    public Map<String, PolicyTally> tallies() {
        return Map.copyOf(tallies);
    }

    Counter counter(String name, String description, Tags tags) {
        return Counter.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    Timer timer(String name, String description, Tags tags) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    private static Duration[] millis(long... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }
}
