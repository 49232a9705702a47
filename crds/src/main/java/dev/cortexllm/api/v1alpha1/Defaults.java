package dev.cortexllm.api.v1alpha1;

/**
 * Every default of the specs, once: the schema is generated from these constants, and the compiler falls back on them for
 * a spec that never met a schema.
 */
public final class Defaults {
    /** A parent whose own fields have defaults: without it the API server would not fill them in. */
    static final String EMPTY_OBJECT = "{}";

    /** {@link Timeouts#connect()}. */
    public static final String CONNECT = "5s";
    /** {@link Timeouts#firstByte()}. */
    public static final String FIRST_BYTE = "60s";
    /** {@link Timeouts#idle()}. */
    public static final String IDLE = "60s";
    /** {@link Timeouts#total()}. */
    public static final String TOTAL = "10m";
    /** {@link RoutingPolicySpec#strategy()}. */
    public static final String STRATEGY = "Balanced";
    /** {@link Spillover#whenQueueWaitExceeds()}. */
    public static final String SPILL_WAIT = "2s";
    /** {@link Spillover#maxWait()}. */
    public static final String COLD_WAIT = "5m";
    /** {@link Spillover#maxWaiting()}. */
    public static final String COLD_WAITING = "100";
    /** {@link Fallback#maxAttempts()}. */
    public static final String MAX_ATTEMPTS = "3";
    /** {@link RoutingPolicySpec#unsupported()}. */
    public static final String UNSUPPORTED = "Drop";
    /** {@link LLMProviderSpec#healthCheckInterval()}. */
    public static final String HEALTH_CHECK_INTERVAL = "60s";
    /** {@link LLMGatewaySpec#replicas()}. */
    public static final String ROUTERS = "2";
    /** {@link LLMGatewaySpec#port()}. */
    public static final String GATEWAY_PORT = "80";
    /** {@link LLMGatewaySpec#maxRequestBytes()}, 32 MiB. */
    public static final String MAX_REQUEST_BYTES = "33554432";
    /** {@link LLMGatewaySpec#drainTimeout()}. */
    public static final String ROUTER_DRAIN = "10m";
    /** {@link LoadBalancing#strategy()}. */
    public static final String BALANCING = "PrefixAffinity";
    /** {@link LoadBalancing#meanLoadPercent()}. */
    public static final String MEAN_LOAD_PERCENT = "125";
    /** {@link LoadBalancing#prefixBytes()}. */
    public static final String PREFIX_BYTES = "4096";
    /** {@link ModelDeploymentSpec#startupTimeout()} at least; more when the weights are large. */
    public static final String ENGINE_STARTUP = "30m";
    /** {@link ModelDeploymentSpec#drainTimeout()}. */
    public static final String ENGINE_DRAIN = "2m";
    /** {@link RedisStoreSpec#commandTimeout()}. */
    public static final String REDIS_COMMAND = "100ms";
    /** {@link RetryBackoff#base()}. */
    public static final String BACKOFF_BASE = "500ms";
    /** {@link RetryBackoff#max()}. */
    public static final String BACKOFF_MAX = "10s";
    /** {@link RetryBudget#percent()}. */
    public static final String RETRY_PERCENT = "20";
    /** {@link RetryBudget#minPerSecond()}. */
    public static final String RETRIES_PER_SECOND = "10";
    /** {@link CircuitBreaker#failurePercent()}. */
    public static final String BREAKER_FAILURES = "50";
    /** {@link CircuitBreaker#slowPercent()}. */
    public static final String BREAKER_SLOW = "100";
    /** {@link CircuitBreaker#slowAfter()}. */
    public static final String BREAKER_SLOW_AFTER = "60s";
    /** {@link CircuitBreaker#calls()}. */
    public static final String BREAKER_CALLS = "20";
    /** {@link CircuitBreaker#minimumCalls()}. */
    public static final String BREAKER_MINIMUM = "10";
    /** {@link CircuitBreaker#openFor()}. */
    public static final String BREAKER_OPEN = "30s";
    /** {@link CircuitBreaker#probes()}. */
    public static final String BREAKER_PROBES = "3";
    /** {@link OutlierDetection#consecutiveFailures()}. */
    public static final String EJECT_FAILURES = "5";
    /** {@link OutlierDetection#ejectFor()}. */
    public static final String EJECT_FOR = "10s";
    /** {@link OutlierDetection#maxEjectFor()}. */
    public static final String EJECT_MAX = "5m";
    /** {@link OutlierDetection#maxEjectedPercent()}. */
    public static final String EJECT_PERCENT = "50";
    /** {@link ModelDeploymentSpec#replicas()} without autoscaling; not in the schema. */
    public static final String ENGINE_REPLICAS = "1";
    /** {@link Autoscaling#minReplicas()}. */
    public static final String MIN_REPLICAS = "1";
    /** {@link Autoscaling#scaleDownDelay()}. */
    public static final String SCALE_DOWN_DELAY = "5m";
    /** {@link Autoscaling#idleTimeout()}. */
    public static final String IDLE_TIMEOUT = "10m";

    /** {@link Budget#timeZone()}. */
    public static final String TIME_ZONE = "UTC";
    /** {@link Budget#whenStoreUnavailable()}. */
    public static final String OPEN = "Open";
    /** {@link Budget#whenUnbounded()}. */
    public static final String CAP = "Cap";
    /** {@link Budget#maxTokensWhenUnbounded()}. */
    public static final String CAP_TOKENS = "4096";

    private Defaults() {}
}
