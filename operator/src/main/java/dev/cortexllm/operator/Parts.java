package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMGatewayStatus;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.LLMProviderStatus;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.api.v1alpha1.RoutingPolicyStatus;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.operator.budget.BudgetBook;
import dev.cortexllm.operator.budget.BudgetDisplay;
import dev.cortexllm.operator.budget.BudgetEvents;
import dev.cortexllm.operator.budget.BudgetReports;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.Shutdown;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.Judge;
import dev.cortexllm.operator.gateway.GatewayCompilation;
import dev.cortexllm.operator.gateway.LLMGatewayReconciler;
import dev.cortexllm.operator.gateway.RouterFacts;
import dev.cortexllm.operator.link.LinkHub;
import dev.cortexllm.operator.link.LinkPulse;
import dev.cortexllm.operator.link.RouterRegistry;
import dev.cortexllm.operator.link.UsageLedger;
import dev.cortexllm.operator.model.CacheWork;
import dev.cortexllm.operator.model.ClaimEvents;
import dev.cortexllm.operator.model.DownloadBoard;
import dev.cortexllm.operator.model.ModelDeploymentReconciler;
import dev.cortexllm.operator.model.ScaleIn;
import dev.cortexllm.operator.policy.RoutingPolicyReconciler;
import dev.cortexllm.operator.policy.UsageDisplay;
import dev.cortexllm.operator.provider.AddressGuard;
import dev.cortexllm.operator.provider.ConnectionCheck;
import dev.cortexllm.operator.provider.LLMProviderReconciler;
import dev.cortexllm.operator.provider.Probes;
import dev.cortexllm.operator.scale.LoadBook;
import dev.cortexllm.operator.scale.ScalerLoop;
import dev.cortexllm.operator.status.Events;
import dev.cortexllm.operator.status.StatusWriter;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.OptionalKind;
import dev.cortexllm.operator.watch.OptionalKinds;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Every part of an operator process, made once and told about each other. */
final class Parts implements AutoCloseable {
    private static final int CHECK_THREADS = 4;
    private static final int MOST_EVENTS_WAITING = 1_000;

    private final PodWatch pods;
    private final OptionalKinds optional;
    private final LoadBook loads;
    private final ScalerLoop scaler;
    private final Shutdown shutdown = new Shutdown();
    private final GatewayBoard board = new GatewayBoard();
    private final LinkHub hub;
    private final Link link;
    private final LinkPulse pulse = new LinkPulse();
    private final Wakeups wakeups;
    private final ExecutorService checks;
    private final ExecutorService telling;
    private final LLMGatewayReconciler gateways;
    private final LLMProviderReconciler providers;
    private final RoutingPolicyReconciler policies;
    private final ModelDeploymentReconciler models;
    private final DownloadBoard downloads;

    Parts(KubernetesClient client, OperatorSettings settings, Clock clock, Supplier<Optional<String>> scalingUrl) {
        SecureRandom random = new SecureRandom();
        Catalogue catalogue = Catalogue.bundled();
        Applier applier = new Applier(client, shutdown);
        Events events = new Events(client, clock, settings.operatorNamespace().orElse("cortex-operator"));
        Judge judge = new Judge(catalogue, settings.clusterDomain(), settings.allowLoopback());
        RouterRegistry registry = new RouterRegistry(clock);
        UsageLedger ledger = new UsageLedger(clock);
        UsageDisplay usage = new UsageDisplay(ledger, clock);
        BudgetBook book = new BudgetBook(clock);
        BudgetDisplay budgets = new BudgetDisplay(board, book, clock);

        this.pods = new PodWatch(client, settings.namespaces());
        OptionalKind<LeaderWorkerSet> groups = new OptionalKind<>(client, LeaderWorkerSet.class, settings.namespaces());
        this.loads = new LoadBook(clock);
        ScalerParts scalers = new ScalerParts(client, settings, loads, scalingUrl);
        this.optional = new OptionalKinds(List.of(groups, scalers.keda()), settings.discovery());
        this.hub = new LinkHub(board, pods);
        this.checks = pool("connection-check", CHECK_THREADS, Integer.MAX_VALUE);
        this.telling = pool("budget-events", 1, MOST_EVENTS_WAITING);
        BudgetReports spent =
                new BudgetReports(book, budgets, new BudgetEvents(id -> find(client, id), events::tell, telling));
        this.wakeups = new Wakeups(board, registry, ledger, usage, spent, loads, pods, clock);
        this.scaler = scalers.loop(board, pods, registry, events, wakeups.models(), clock);
        wakeups.whenAsked(scaler::soon);
        this.link = new Link(client, settings, board, hub, wakeups::report, clock, random);
        ConnectionCheck check = new ConnectionCheck(
                new AddressGuard(
                        settings.allowLoopback(),
                        URI.create(client.getMasterUrl().toString())),
                checks);
        Nudge<LLMProvider> providerNudge = wakeups.providers();
        this.downloads = new DownloadBoard(
                checks, id -> wakeups.models().wake(id.getNamespace().orElseThrow(), id.getName()), clock);

        this.providers = new LLMProviderReconciler(
                judge,
                new Probes(
                        check::run, id -> providerNudge.wake(id.getNamespace().orElseThrow(), id.getName()), clock),
                budgets,
                new StatusWriter<>(LLMProvider::new, LLMProviderStatus::conditions, events, shutdown),
                providerNudge,
                clock);
        this.models = new ModelDeploymentReconciler(
                judge,
                applier,
                pods,
                new ScaleIn(client, loads),
                groups,
                scalers.scaling(),
                scalers.models(),
                new StatusWriter<>(ModelDeployment::new, ModelDeploymentStatus::conditions, events, shutdown),
                wakeups.models(),
                new CacheWork(applier, pods, new ClaimEvents(client), downloads, settings.routerImage()),
                clock);
        this.policies = new RoutingPolicyReconciler(
                board,
                judge,
                registry,
                pods,
                ledger,
                usage,
                budgets,
                new StatusWriter<>(RoutingPolicy::new, RoutingPolicyStatus::conditions, events, shutdown),
                wakeups.policies(),
                clock);
        this.gateways = new LLMGatewayReconciler(
                new GatewayCompilation(board, catalogue, settings.clusterDomain(), settings.allowLoopback(), random),
                applier,
                link::address,
                board,
                new RouterFacts(pods, registry, budgets, settings.clusterDomain()),
                settings.routerImage(),
                new StatusWriter<>(LLMGateway::new, LLMGatewayStatus::conditions, events, shutdown),
                wakeups.gateways(),
                clock,
                shutdown);
    }

    PodWatch pods() {
        return pods;
    }

    OptionalKinds optional() {
        return optional;
    }

    GatewayBoard board() {
        return board;
    }

    LinkHub hub() {
        return hub;
    }

    Link link() {
        return link;
    }

    LLMGatewayReconciler gateways() {
        return gateways;
    }

    LLMProviderReconciler providers() {
        return providers;
    }

    RoutingPolicyReconciler policies() {
        return policies;
    }

    ModelDeploymentReconciler models() {
        return models;
    }

    /** Lets routers in: this process leads, and knows everything there is to tell. */
    void lead() {
        wakeups.begin();
        open();
    }

    /** Lets routers in, and scales by what they tell. */
    void open() {
        link.server().open();
        scaler.begin();
    }

    /** What routers tell of the load of deployments. */
    LoadBook loads() {
        return loads;
    }

    ScalerLoop scaler() {
        return scaler;
    }

    /** Signs of life on the link, and what silence or passing time changes. */
    void startPulse() {
        pulse.start(() -> {
            hub.beat();
            wakeups.tick();
            scaler.tick();
            downloads.ask();
        });
    }

    @Override
    public void close() {
        shutdown.begin();
        pulse.close();
        scaler.close();
        link.server().close();
        optional.close();
        pods.close();
        checks.shutdownNow();
        telling.shutdownNow();
    }

    private static HasMetadata find(KubernetesClient client, ResourceId id) {
        return switch (id.kind()) {
            case LLMGateway -> get(client, LLMGateway.class, id);
            case LLMProvider -> get(client, LLMProvider.class, id);
            case RoutingPolicy -> get(client, RoutingPolicy.class, id);
            case ModelDeployment -> get(client, ModelDeployment.class, id);
        };
    }

    private static HasMetadata get(KubernetesClient client, Class<? extends HasMetadata> type, ResourceId id) {
        // A list of one name: needs no verb that the watch does not need already.
        return client
                .resources(type)
                .inNamespace(id.namespace())
                .withField("metadata.name", id.name())
                .list()
                .getItems()
                .stream()
                .findFirst()
                .orElse(null);
    }

    private static ExecutorService pool(String name, int threads, int waiting) {
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
