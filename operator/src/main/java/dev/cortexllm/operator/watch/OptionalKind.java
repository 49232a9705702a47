package dev.cortexllm.operator.watch;

import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch on a kind of somebody else's that a cluster may have or not: its objects with our label, as long as the API server
 * serves the kind. The kind may come and go while we run; {@link #check} looks, see {@link OptionalKinds}.
 *
 * @param <T> the kind
 */
public final class OptionalKind<T extends HasMetadata> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OptionalKind.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Class<T> kind;
    private final Set<String> namespaces;
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> witnesses = new CopyOnWriteArrayList<>();

    private volatile List<SharedIndexInformer<T>> informers = List.of();
    private volatile String refusal;
    private boolean looked;

    /**
     * Prepares the watch; the kind counts as absent until it was looked for.
     *
     * @param client client of the cluster
     * @param kind the kind
     * @param namespaces namespaces to watch; empty: all
     */
    public OptionalKind(KubernetesClient client, Class<T> kind, Set<String> namespaces) {
        this.client = client;
        this.kind = kind;
        this.namespaces = namespaces;
    }

    /**
     * Names who is told of each change of an object, from the informer's thread: it must not block.
     *
     * @param listener gets the object as it is now, or was when it went
     */
    public void listen(Consumer<T> listener) {
        listeners.add(listener);
    }

    /**
     * Names who is told when the kind has come or gone, or may be watched or not any more. What the first look finds is told to
     * nobody: it comes before the controllers start, and these look at every resource then.
     *
     * @param witness is called without an argument; it must not block
     */
    public void whenChanged(Runnable witness) {
        witnesses.add(witness);
    }

    /** Whether the API server serves the kind and lets us watch it. */
    public boolean present() {
        return !informers.isEmpty();
    }

    /** Why an API server that serves the kind does not let us watch it; empty when it does, or does not serve the kind. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * Finds an object.
     *
     * @param namespace its namespace
     * @param name its name
     * @return the object as last seen, never to be changed; empty also while the kind is absent
     */
    public Optional<T> find(String namespace, String name) {
        String key = namespace + "/" + name;
        return informers.stream()
                .map(informer -> informer.getIndexer().getByKey(key))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Looks whether the kind is served, and starts or stops watching. What cannot be found out leaves all as it is. */
    public void check() {
        boolean was = present();
        String refused = refusal;
        try {
            boolean served = client.supports(kind);
            if (served && !was) {
                start();
            } else if (!served) {
                stop();
            }
        } catch (KubernetesClientException e) {
            LOG.debug("whether {} is served cannot be found out: {}", HasMetadata.getKind(kind), e.getMessage());
            looked = true;
            return;
        }
        boolean first = !looked;
        looked = true;
        if (was != present() || !Objects.equals(refused, refusal)) {
            LOG.info("{}", told());
            if (!first) {
                witnesses.forEach(Runnable::run);
            }
        }
    }

    @Override
    public synchronized void close() {
        stop();
    }

    private String told() {
        String name = HasMetadata.getFullResourceName(kind);
        if (present()) {
            return name + " is there and watched";
        }
        return refusal == null ? name + " is not installed" : name + " cannot be watched: " + refusal;
    }

    private synchronized void start() {
        List<SharedIndexInformer<T>> starting = new ArrayList<>();
        if (namespaces.isEmpty()) {
            starting.add(client.resources(kind)
                    .inAnyNamespace()
                    .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                    .runnableInformer(0));
        }
        namespaces.forEach(namespace -> starting.add(client.resources(kind)
                .inNamespace(namespace)
                .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                .runnableInformer(0)));
        try {
            for (SharedIndexInformer<T> informer : starting) {
                informer.exceptionHandler((started, failure) -> started);
                informer.addEventHandler(new Telling());
                informer.start().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            informers = List.copyOf(starting);
            refusal = null;
        } catch (ExecutionException | TimeoutException e) {
            starting.forEach(SharedIndexInformer::close);
            refusal = said(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            starting.forEach(SharedIndexInformer::close);
        }
    }

    private synchronized void stop() {
        List<SharedIndexInformer<T>> stopping = informers;
        informers = List.of();
        refusal = null;
        stopping.forEach(SharedIndexInformer::close);
    }

    /** Sentences of the API server hold no times, so a status with them stays as it is. */
    private static String said(Exception failure) {
        return failure.getCause() instanceof KubernetesClientException e
                        && e.getStatus() != null
                        && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : "the API server does not answer";
    }

    private final class Telling implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            tell(object);
        }

        @Override
        public void onUpdate(T before, T object) {
            tell(object);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            tell(object);
        }

        private void tell(T object) {
            listeners.forEach(listener -> listener.accept(object));
        }
    }
}
