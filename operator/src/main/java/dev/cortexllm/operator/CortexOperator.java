package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.health.HealthServer;
import dev.cortexllm.operator.model.ModelDeploymentReconciler;
import dev.cortexllm.operator.scale.ScalingPage;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operator process: caches, reconcilers and the link, from start to close. */
public final class CortexOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CortexOperator.class);
    private static final Duration CACHE_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    /**
     * Threads that reconcile model deployments, which have them for themselves: there may be thousands at once, each with some calls to
     * the API server, and clients wait for gateways and policies. Few, so that these have most of the processor too.
     */
    private static final int MODEL_THREADS = 8;
    /** Compilations of one gateway keep this distance; the first after a pause runs at once. */
    private static final Duration COMPILE_DISTANCE = Duration.ofMillis(50);

    private final KubernetesClient client;
    private final OperatorSettings settings;
    private final Clock clock;
    private final Parts parts;
    private volatile boolean leading;
    private final ConfigurationService forModels;
    private final Operator operator;
    private final Optional<LeaderLabel> label;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> leadLost = new CompletableFuture<>();
    private HealthServer health;

    /**
     * Puts an operator together; nothing runs yet, but the link's address is bound.
     *
     * @param client client of the cluster; stays the caller's
     * @param settings how to run
     * @param clock for everything that has a time
     */
    public CortexOperator(KubernetesClient client, OperatorSettings settings, Clock clock) {
        this(client, settings, Optional.empty(), clock);
    }

    /**
     * The same in a pod.
     *
     * @param client client of the cluster; stays the caller's
     * @param settings how to run
     * @param pod name of the pod that this process runs in, in the operator's namespace: it is labelled while this process leads
     * @param clock for everything that has a time
     */
    public CortexOperator(KubernetesClient client, OperatorSettings settings, Optional<String> pod, Clock clock) {
        this.label = settings.operatorNamespace()
                .flatMap(namespace -> pod.map(name -> new LeaderLabel(client, namespace, name)));
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.parts = new Parts(client, settings, clock, this::scalingUrl);
        this.operator = new Operator(this::configure);
        this.forModels = ConfigurationService.newOverriddenConfigurationService(configuration -> {
            configure(configuration);
            configuration.withConcurrentReconciliationThreads(MODEL_THREADS);
        });
        operator.register(parts.providers(), this::<LLMProvider>common);
        operator.register(parts.models(), models());
        operator.register(parts.policies(), this::<RoutingPolicy>common);
        operator.register(parts.gateways(), controller -> {
            this.<LLMGateway>common(controller);
            controller.withRateLimiter(new LinearRateLimiter(COMPILE_DISTANCE, 1));
        });
    }

    /**
     * Starts; returns when all caches have seen everything that exists and the reconcilers run (or wait to lead).
     *
     * @throws IllegalStateException when the API server cannot be reached, lacks our kinds or refuses to list what is
     *     watched
     */
    public void start() {
        settings.health().ifPresent(this::serveHealth);
        LOG.info("API server {}", client.getMasterUrl());
        new Preflight(client, settings).check();
        label.ifPresent(LeaderLabel::clear);
        parts.pods().start(CACHE_PATIENCE);
        parts.optional().start();
        operator.start();
        parts.startPulse();
        started.set(true);
        LOG.info("link at {}", parts.link().address().url());
        if (settings.leaderElect()) {
            LOG.info("waiting to lead");
        } else {
            leading = true;
            parts.open();
            label.ifPresent(LeaderLabel::put);
        }
    }

    /** All caches are full when the framework stands for election. */
    private void lead() {
        LOG.info("leading");
        leading = true;
        parts.lead();
        try {
            label.ifPresent(LeaderLabel::put);
        } catch (KubernetesClientException e) {
            LOG.error("nobody would find this leader: {}", e.getMessage());
            lost();
        }
    }

    private void lost() {
        leading = false;
        if (!closed.get()) {
            leadLost.complete(null);
        }
    }

    /** Done when another replica may lead: this one must be closed then, and its process end. */
    public CompletableFuture<Void> leadLost() {
        return leadLost;
    }

    /** URL of the link. */
    public String linkUrl() {
        return parts.link().address().url();
    }

    /** Where health and metrics are served; empty when they are not. */
    public Optional<InetSocketAddress> healthAddress() {
        return Optional.ofNullable(health).map(HealthServer::address);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean ran = started.getAndSet(false);
        label.filter(own -> ran).ifPresent(LeaderLabel::leave);
        parts.close();
        operator.stop();
        forModels.getExecutorServiceManager().stop(STOP_PATIENCE);
        if (health != null) {
            health.close();
        }
    }

    private void configure(ConfigurationServiceOverrider configuration) {
        configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withCacheSyncTimeout(CACHE_PATIENCE)
                .withReconciliationTerminationTimeout(STOP_PATIENCE);
        if (settings.leaderElect()) {
            configuration.withLeaderElectionConfiguration(
                    LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("cortex-operator")
                            .withLeaseNamespace(settings.operatorNamespace().orElse("default"))
                            .withLeaderCallbacks(new LeaderCallbacks(this::lead, this::lost, leader -> {}))
                            // The framework would exit from inside a lock that its own stop needs: a deadlock.
                            .withExitOnStopLeading(false)
                            .build());
        }
    }

    /** A controller takes its threads from the configuration service that its own configuration is of. */
    private ControllerConfiguration<ModelDeployment> models() {
        ControllerConfigurationOverrider<ModelDeployment> controller =
                ControllerConfigurationOverrider.override(forModels.getConfigurationFor(parts.models()));
        common(controller);
        return controller
                .withGenerationAware(false)
                .withOnUpdateFilter(ModelDeploymentReconciler::concerns)
                .build();
    }

    private <P extends io.fabric8.kubernetes.api.model.HasMetadata> void common(
            ControllerConfigurationOverrider<P> controller) {
        controller
                .withFieldManager(Applier.FIELD_MANAGER)
                .withReconciliationMaxInterval(settings.resync())
                .withRetry(new GenericRetry()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(1.5)
                        .setMaxInterval(30_000)
                        .withoutMaxAttempts());
        if (settings.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(settings.namespaces());
        }
    }

    /** Where KEDA can ask for loads; empty when that is served nowhere. */
    private Optional<String> scalingUrl() {
        return settings.scalingUrl().or(() -> healthAddress().map(bound -> "http://127.0.0.1:" + bound.getPort()));
    }

    private void serveHealth(InetSocketAddress address) {
        try {
            health = new HealthServer(address, this::ready, this::gauges);
            health.serve(ScalingPage.PATH, new ScalingPage(parts.loads(), parts.scaler()::least, () -> leading, clock));
        } catch (IOException e) {
            throw new UncheckedIOException("health cannot be served on " + address, e);
        }
    }

    private boolean ready() {
        return started.get() && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    private Map<String, Number> gauges() {
        Map<String, Number> gauges = new HashMap<>(Map.of(
                "cortex_operator_started", started.get() ? 1 : 0,
                "cortex_operator_link_routers", parts.hub().connected(),
                "cortex_operator_gateways", parts.board().gateways().size()));
        parts.loads().all().forEach((id, load) -> {
            String[] of = id.split("/", 3);
            gauges.put(
                    "cortex_operator_model_load{namespace=\"" + of[1] + "\",deployment=\"" + of[2] + "\"}",
                    load.requests());
        });
        return gauges;
    }
}
