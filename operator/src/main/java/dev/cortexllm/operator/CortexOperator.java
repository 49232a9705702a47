package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.health.HealthServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operator process: caches, reconcilers and the link, from start to close. */
public final class CortexOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CortexOperator.class);
    private static final Duration CACHE_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    /** Compilations of one gateway keep this distance; the first after a pause runs at once. */
    private static final Duration COMPILE_DISTANCE = Duration.ofMillis(50);

    private final KubernetesClient client;
    private final OperatorSettings settings;
    private final Parts parts;
    private final Operator operator;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private HealthServer health;

    /**
     * Puts an operator together; nothing runs yet, but the link's address is bound.
     *
     * @param client client of the cluster; stays the caller's
     * @param settings how to run
     * @param clock for everything that has a time
     */
    public CortexOperator(KubernetesClient client, OperatorSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.parts = new Parts(client, settings, clock);
        this.operator = new Operator(configuration -> {
            configuration
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withCacheSyncTimeout(CACHE_PATIENCE)
                    .withReconciliationTerminationTimeout(STOP_PATIENCE);
            if (settings.leaderElect()) {
                configuration.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("cortex-operator")
                                .withLeaseNamespace(settings.operatorNamespace().orElse("default"))
                                // The framework would call System.exit, which never returns from a shutdown hook.
                                .withExitOnStopLeading(false)
                                .withLeaderCallbacks(new LeaderCallbacks(parts::lead, this::leadEnded, leader -> {}))
                                .build());
            }
        });
        operator.register(parts.providers(), this::<LLMProvider>common);
        operator.register(parts.models(), this::<ModelDeployment>common);
        operator.register(parts.policies(), this::<RoutingPolicy>common);
        operator.register(parts.gateways(), controller -> {
            this.<LLMGateway>common(controller);
            controller.withRateLimiter(new LinearRateLimiter(COMPILE_DISTANCE, 1));
        });
    }

    /**
     * Starts; returns when all caches have seen everything that exists and the reconcilers run,
     * or wait until this process leads.
     *
     * @throws IllegalStateException with a sentence when the cluster is not there, or lacks our resource definitions
     */
    public void start() {
        Preflight.check(client);
        settings.health().ifPresent(this::serveHealth);
        parts.pods().start(CACHE_PATIENCE);
        if (!settings.leaderElect()) {
            parts.lead();
        }
        operator.start();
        parts.startPulse();
        started.set(true);
        LOG.info("link at {}", parts.link().address().url());
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
        closing.set(true);
        started.set(false);
        parts.close();
        operator.stop();
        if (health != null) {
            health.close();
        }
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

    /** Another replica may write from now on: this process must not do anything any more. */
    private void leadEnded() {
        if (!closing.get()) {
            LOG.error("lost the lead; stopping at once");
            Runtime.getRuntime().halt(1);
        }
    }

    private void serveHealth(InetSocketAddress address) {
        try {
            health = new HealthServer(address, this::ready, this::gauges);
        } catch (IOException e) {
            throw new UncheckedIOException("health cannot be served on " + address, e);
        }
    }

    private boolean ready() {
        return started.get() && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    private Map<String, Number> gauges() {
        return Map.of(
                "cortex_operator_started", started.get() ? 1 : 0,
                "cortex_operator_link_routers", parts.hub().connected(),
                "cortex_operator_gateways", parts.board().gateways().size());
    }
}
