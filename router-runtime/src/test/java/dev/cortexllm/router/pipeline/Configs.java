package dev.cortexllm.router.pipeline;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.Balancing;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.config.KeyDigest;
import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RedisSettings;
import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.Retry;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Builds configurations for tests: one policy named {@code chat} for model {@code assistant} unless said otherwise. */
public final class Configs {
    public static final Policy.Price PRICE = new Policy.Price(1_000_000, 2_000_000);
    private static final String DIGEST_KEY = "digest-key";
    private Balancing balancing;
    private boolean suspended;
    private final List<Upstream> upstreams = new ArrayList<>();
    private final List<Policy.Target> targets = new ArrayList<>();
    private final List<Policy.Rule> rules = new ArrayList<>();
    private final Map<String, String> secrets = new TreeMap<>();
    private TimeoutMillis timeouts = new TimeoutMillis(2_000, 5_000, 5_000, 20_000);
    private Strategy strategy = Strategy.FALLBACK;
    private boolean fallback = true;
    private boolean passThrough;
    private List<String> models = List.of("assistant");
    private int maxAttempts = 3;
    private long maxRequestBytes = 4 * 1024 * 1024;
    private long spillMillis = 500;
    private RedisSettings redis;
    private List<Clients.Key> clients;
    private final List<Clients.Workspace> workspaces = new ArrayList<>();
    private String adminKey;
    private List<Limit> ofGateway;
    private List<Limit> ofPolicy;
    private List<Limit> ofProviders;
    private List<Budget> budgetsOfGateway;
    private List<Budget> budgetsOfPolicy;
    private List<Budget> budgetsOfWorkspaces;
    private List<Budget> budgetsOfProviders;
    private Policy.Price price = PRICE;
    private Long maxOutputTokens;
    private int weight = 1;
    private Resilience resilience;
    private Retry retry;
    private Policy.Choosing choosing;
    private Policy.Profile profile;
    private boolean selfHosted;
    private String modelOfProviders;
    private String[] keys;

    public Configs timeouts(long connect, long firstByte, long idle, long total) {
        timeouts = new TimeoutMillis(connect, firstByte, idle, total);
        return this;
    }

    public Configs strategy(Strategy chosen) {
        strategy = chosen;
        return this;
    }

    public Configs models(String... names) {
        models = List.of(names);
        return this;
    }

    public Configs maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    /** Providers added from now on let requests for unserved paths through. */
    public Configs passThrough() {
        passThrough = true;
        return this;
    }

    /** Rate limits of the gateway. */
    public Configs gatewayLimits(Limit... limits) {
        ofGateway = List.of(limits);
        return this;
    }

    /** Counts are kept in a Redis. */
    public Configs redis(String url, String password, long commandTimeoutMillis) {
        if (password != null) {
            secrets.put("redis-password", password);
        }
        redis = new RedisSettings(url, password == null ? null : "redis-password", commandTimeoutMillis, "test");
        return this;
    }

    /** From now on nobody else may call. */
    public Configs client(String name, String key, String workspace) {
        clients = clients == null ? new ArrayList<>() : clients;
        clients.add(new Clients.Key(name, "ns/clients/" + name, KeyDigest.hex(DIGEST_KEY, key), workspace));
        return this;
    }

    /** Nobody may call but with keys that follow. */
    public Configs closed() {
        clients = new ArrayList<>();
        return this;
    }

    /** A workspace; null for policies or models: all. */
    public Configs workspace(String name, List<String> policies, List<String> names, Limit... limits) {
        List<Limit> own = limits.length == 0 ? null : List.of(limits);
        workspaces.add(new Clients.Workspace(name, policies, names, own, budgetsOfWorkspaces));
        return this;
    }

    public Configs adminKey(String key) {
        adminKey = KeyDigest.hex(DIGEST_KEY, key);
        return this;
    }

    /** Rate limits of the policy. */
    public Configs policyLimits(Limit... limits) {
        ofPolicy = List.of(limits);
        return this;
    }

    /** Rate limits of providers added from now on. */
    public Configs providerLimits(Limit... limits) {
        ofProviders = limits.length == 0 ? null : List.of(limits);
        return this;
    }

    /** Budgets of the gateway. */
    public Configs gatewayBudgets(Budget... budgets) {
        budgetsOfGateway = List.of(budgets);
        return this;
    }

    /** Budgets of the policy. */
    public Configs policyBudgets(Budget... budgets) {
        budgetsOfPolicy = List.of(budgets);
        return this;
    }

    /** Budgets of workspaces added from now on. */
    public Configs workspaceBudgets(Budget... budgets) {
        budgetsOfWorkspaces = List.of(budgets);
        return this;
    }

    /** Budgets of providers added from now on. */
    public Configs providerBudgets(Budget... budgets) {
        budgetsOfProviders = budgets.length == 0 ? null : List.of(budgets);
        return this;
    }

    /** What tokens of models added from now on cost, and how long their answers can be; null: nobody knows. */
    public Configs model(Policy.Price ofTokens, Long mostOutputTokens) {
        price = ofTokens;
        maxOutputTokens = mostOutputTokens;
        return this;
    }

    /** Weight of providers added from now on. */
    public Configs weight(int ofTargets) {
        weight = ofTargets;
        return this;
    }

    /** How upstreams added from now on are protected. */
    public Configs resilience(Resilience.Breaker breaker, Resilience.Ejection ejection, Integer maxConcurrent) {
        resilience = new Resilience(breaker, ejection, maxConcurrent);
        return this;
    }

    /** How the policy tries again. */
    public Configs retry(Retry how) {
        retry = how;
        return this;
    }

    /** Requests wait for a cold deployment, so many at the most and each so long. */
    public Configs waiting(long maxMillis, int maxRequests) {
        Policy.Waiting waiting = new Policy.Waiting(maxMillis, maxRequests);
        choosing = new Policy.Choosing(false, null, null, null, waiting, null, null);
        return this;
    }

    /** API keys of providers added from now on, in place of one of their own. */
    public Configs keys(String... values) {
        keys = values;
        return this;
    }

    public Configs maxRequestBytes(long bytes) {
        maxRequestBytes = bytes;
        return this;
    }

    public Configs provider(String name, String baseUrl) {
        return provider(name, baseUrl, WireFormat.OPENAI);
    }

    public Configs provider(String name, String baseUrl, WireFormat format) {
        List<String> ids = new ArrayList<>();
        for (String key : keys == null ? new String[] {"secret-of-" + name} : keys) {
            ids.add("key-" + name + (ids.isEmpty() ? "" : ids.size()));
            secrets.put(ids.get(ids.size() - 1), key);
        }
        upstreams.add(new Upstream(
                "provider/ns/" + name,
                name,
                "",
                1,
                format,
                "any",
                baseUrl,
                Auth.usual(format),
                null,
                List.copyOf(ids),
                Map.of("x-configured", name),
                timeouts,
                null,
                passThrough,
                null,
                ofProviders,
                budgetsOfProviders,
                resilience,
                selfHosted));
        return anotherModel(name, modelOfProviders == null ? name + "-model" : modelOfProviders);
    }

    /** A provider of any format, with a model whose context is known, or not when it is null. */
    public Configs provider(String name, WireFormat format, String baseUrl, String model, Long contextWindow) {
        String id = "provider/ns/" + name;
        secrets.put("key-" + name, "secret-of-" + name);
        upstreams.add(new Upstream(
                id,
                name,
                "",
                1,
                format,
                "any",
                baseUrl,
                Auth.usual(format),
                null,
                List.of("key-" + name),
                Map.of(),
                timeouts,
                null,
                null));
        targets.add(new Policy.Target(name, id, model, 1, false, PRICE, contextWindow, null, null));
        return this;
    }

    /** How the policy chooses beyond its order. */
    public Configs choosing(Policy.Choosing how) {
        choosing = how;
        return this;
    }

    /** What models added from now on are good at. */
    public Configs profile(Policy.Profile of) {
        profile = of;
        return this;
    }

    /** Whether data may stay at providers added from now on. */
    public Configs selfHosted(boolean stays) {
        selfHosted = stays;
        return this;
    }

    /** Id of the model of providers added from now on; null: by their name. */
    public Configs modelOfProviders(String id) {
        modelOfProviders = id;
        return this;
    }

    /** Another target: another model of the provider that was added last. */
    public Configs anotherModel(String name, String id) {
        Upstream last = upstreams.get(upstreams.size() - 1);
        targets.add(new Policy.Target(
                name, last.id(), id, weight, last.keeps(id), price, null, maxOutputTokens, null, profile));
        return this;
    }

    /** How requests are spread over the replicas of the deployments that follow. */
    public Configs balancing(Balancing how) {
        balancing = how;
        return this;
    }

    /** The deployments that follow are suspended. */
    public Configs suspended() {
        suspended = true;
        return this;
    }

    public Configs deployment(String name, int concurrency, String... endpoints) {
        EngineConfig engine =
                new EngineConfig(EngineType.VLLM, 8000, concurrency, null, List.of(endpoints), balancing, suspended);
        upstreams.add(new Upstream(
                "deployment/ns/" + name,
                name,
                "",
                1,
                WireFormat.OPENAI,
                "vllm",
                "http://ignored/v1",
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                timeouts,
                null,
                false,
                engine,
                null,
                null,
                resilience));
        targets.add(new Policy.Target(
                name, "deployment/ns/" + name, name + "-model", 1, true, null, null, null, null, profile));
        return this;
    }

    public Configs rule(Policy.Rule rule) {
        rules.add(rule);
        return this;
    }

    public Policy policy() {
        return new Policy(
                "ns/chat",
                "chat",
                "",
                1,
                models,
                strategy,
                List.copyOf(targets),
                List.copyOf(rules),
                IntStream.range(0, fallback ? targets.size() : 0).boxed().toList(),
                maxAttempts,
                spillMillis,
                Unsupported.DROP,
                ofPolicy,
                budgetsOfPolicy,
                retry,
                choosing);
    }

    /** Nothing is tried after what a rule chose. */
    public Configs withoutFallback() {
        fallback = false;
        return this;
    }

    public ConfigBundle bundle() {
        RouterConfig config = new RouterConfig(
                RouterConfig.SCHEMA_VERSION,
                "ns/main",
                new RouterConfig.Settings(
                        maxRequestBytes, 5_000, ofGateway, redis, budgetsOfGateway, clients(), adminKey),
                List.copyOf(upstreams),
                List.of(policy()));
        return ConfigBundle.of(config, secrets, DIGEST_KEY);
    }

    private Clients clients() {
        return clients == null ? null : new Clients(List.copyOf(clients), List.copyOf(workspaces));
    }
}
