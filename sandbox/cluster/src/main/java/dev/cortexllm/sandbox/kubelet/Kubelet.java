package dev.cortexllm.sandbox.kubelet;

import dev.cortexllm.sandbox.kubelet.pod.SerialQueue;
import dev.cortexllm.sandbox.kubelet.pod.WorkerTools;
import dev.cortexllm.sandbox.kubelet.probe.Checks;
import dev.cortexllm.sandbox.kubelet.reference.ClusterObjects;
import dev.cortexllm.sandbox.kubelet.report.EventRecorder;
import dev.cortexllm.sandbox.kubelet.report.PodStatusWriter;
import dev.cortexllm.sandbox.kubelet.runtime.ProcessLauncher;
import dev.cortexllm.sandbox.kubelet.runtime.ProcessLedger;
import dev.cortexllm.sandbox.kubelet.schedule.Binder;
import dev.cortexllm.sandbox.kubelet.service.ServiceProxy;
import dev.cortexllm.sandbox.kubelet.volume.Provisioner;
import dev.cortexllm.sandbox.kubelet.volume.ServiceAccountTokens;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running kubelet: one node of a cluster, whose pods are local processes. */
public final class Kubelet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kubelet.class);
    private static final Duration LEASE_RENEWAL = Duration.ofSeconds(10);
    private static final Duration STATUS_REFRESH = Duration.ofMinutes(5);
    private static final Duration LEAVING_GRACE = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final KubeletOptions options;
    private final StateDirectory state;
    private final Threads threads = Threads.create();
    private final ClusterObjects objects;
    private final ProcessLauncher launcher;
    private final PodDispatcher dispatcher;
    private final NodeAgent agent;
    private final BindingLoop binding;
    private final SharedIndexInformer<Pod> pods;
    private final SharedIndexInformer<Node> nodes;
    private final Provisioner provisioner;
    private ServiceProxy services;

    private Kubelet(KubernetesClient client, KubeletOptions options, StateDirectory state, ProcessLedger ledger) {
        Clock clock = Clock.systemUTC();
        Machine machine = Machine.local();
        this.client = client;
        this.options = options;
        this.state = state;
        this.objects = new ClusterObjects(client);
        this.launcher = new ProcessLauncher(ledger, clock);
        this.agent = new NodeAgent(client, options, machine, clock);
        this.pods = client.pods().inAnyNamespace().runnableInformer(0);
        this.nodes = client.nodes().runnableInformer(0);
        this.provisioner = new Provisioner(client, options.stateDirectory(), threads.pool());
        EventRecorder events = new EventRecorder(client, options.nodeName(), clock, threads.events());
        PodStatusWriter statuses = new PodStatusWriter(client);
        WorkerTools tools = new WorkerTools(
                client,
                events,
                statuses,
                objects,
                new ServiceAccountTokens(client, clock),
                options.runtimes(),
                launcher,
                new Checks(launcher),
                options.backoff(),
                threads.pool(),
                threads.blocking(),
                threads.timer(),
                options.stateDirectory(),
                provisioner::folder,
                clock);
        Binder binder = new Binder(
                client,
                events,
                statuses,
                () -> pods.getStore().list(),
                options.nodeName(),
                () -> nodes.getStore().list(),
                provisioner::missing,
                clock);
        this.binding = new BindingLoop(binder, new SerialQueue(threads.pool()), threads.timer());
        this.dispatcher =
                new PodDispatcher(options.nodeName(), NodeObjects.capacity(options, machine), tools, binding::request);
    }

    /**
     * Ends what an earlier kubelet left behind, registers the node and begins to run its pods.
     *
     * @param client stays the caller's to close, after the kubelet
     * @throws IOException when the state directory or an address of a service route cannot be had
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server does not answer
     */
    public static Kubelet start(KubernetesClient client, KubeletOptions options) throws IOException {
        StateDirectory state = StateDirectory.open(options.stateDirectory());
        ProcessLedger ledger = new ProcessLedger(options.stateDirectory().resolve("processes"));
        ledger.reap();
        Kubelet kubelet = new Kubelet(client, options, state, ledger);
        try {
            kubelet.run();
            return kubelet;
        } catch (IOException | RuntimeException e) {
            kubelet.close();
            throw e;
        }
    }

    private void run() throws IOException {
        agent.register();
        nodes.addEventHandler(new NodeEvents());
        nodes.start().toCompletableFuture().join();
        provisioner.start(threads.timer(), binding::request);
        pods.addEventHandler(dispatcher);
        pods.start().toCompletableFuture().join();
        services = ServiceProxy.start(
                client, options.services(), () -> pods.getStore().list());
        every(LEASE_RENEWAL, agent::renew);
        every(STATUS_REFRESH, agent::register);
        LOG.info("node {} is up, state in {}", options.nodeName(), options.stateDirectory());
    }

    /** Where the service routes listen, in their order. */
    public List<InetSocketAddress> serviceAddresses() {
        return services.addresses();
    }

    /** Stops every process, waits until none is left, and says nothing about it to the API: the pods go on at the next start. */
    @Override
    public void close() {
        pods.stop();
        nodes.stop();
        provisioner.close();
        if (services != null) {
            services.close();
        }
        try {
            dispatcher.leave(LEAVING_GRACE).get(3 * LEAVING_GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("processes are left behind, the next start will end them: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        objects.close();
        threads.close();
        launcher.close();
        try {
            state.close();
        } catch (IOException e) {
            LOG.warn("closing the state directory: {}", e.toString());
        }
    }

    private void every(Duration period, Runnable task) {
        threads.timer()
                .scheduleWithFixedDelay(
                        () -> inPool(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void inPool(Runnable task) {
        threads.pool().execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("node {}: {}", options.nodeName(), e.getMessage());
            }
        });
    }

    private final class NodeEvents implements ResourceEventHandler<Node> {
        @Override
        public void onAdd(Node node) {
            if (isOwn(node)) {
                inPool(() -> agent.onNode(node));
            }
            binding.request();
        }

        @Override
        public void onUpdate(Node before, Node node) {
            onAdd(node);
        }

        @Override
        public void onDelete(Node node, boolean finalStateUnknown) {
            if (isOwn(node)) {
                inPool(agent::register);
            }
        }

        private boolean isOwn(Node node) {
            return node.getMetadata().getName().equals(options.nodeName());
        }
    }
}
