package dev.cortexllm.sandbox.lws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the pods of LeaderWorkerSets as the sets ask. */
public final class LwsController implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LwsController.class);
    private static final String CRD = "leaderworkersets.yaml";
    private static final int RETRY_MILLIS = 500;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final ResourceDefinitionContext SETS = new ResourceDefinitionContext.Builder()
            .withGroup("leaderworkerset.x-k8s.io")
            .withVersion("v1")
            .withKind(GroupPods.KIND)
            .withPlural("leaderworkersets")
            .withNamespaced(true)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final ScheduledExecutorService queue = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "leader-worker-sets");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final SharedIndexInformer<GenericKubernetesResource> sets;
    private final SharedIndexInformer<Pod> pods;

    private LwsController(KubernetesClient client) {
        this.client = client;
        this.sets = sets().inAnyNamespace().inform();
        this.pods = client.pods().inAnyNamespace().withLabel(GroupPods.NAME).inform();
        sets.addEventHandler(new Waking<>(false));
        pods.addEventHandler(new Waking<>(true));
    }

    /**
     * Starts, with a definition of the kind where the cluster has none.
     *
     * @param client stays the caller's
     * @return runs until it is closed
     */
    public static LwsController start(KubernetesClient client) {
        install(client);
        return new LwsController(client);
    }

    /** Gives a cluster that does not know LeaderWorkerSets a definition of them, and waits until it is served. */
    public static void install(KubernetesClient client) {
        if (!served(client)) {
            try (InputStream in = LwsController.class.getResourceAsStream(CRD)) {
                client.load(in)
                        .items()
                        .forEach(crd -> client.resource(crd).forceConflicts().serverSideApply());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            while (!served(client)) {
                pause();
            }
        }
    }

    private static boolean served(KubernetesClient client) {
        return client.supports(SETS.getGroup() + "/" + SETS.getVersion(), SETS.getKind());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS / 5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        queue.shutdownNow();
        sets.close();
        pods.close();
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            sets() {
        return client.genericKubernetesResources(SETS);
    }

    private void wake(String key, long millis) {
        if (waiting.add(key) && !queue.isShutdown()) {
            queue.schedule(() -> work(key), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void work(String key) {
        waiting.remove(key);
        GenericKubernetesResource object = sets.getIndexer().getByKey(key);
        if (object == null || object.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        try {
            reconcile(GroupSet.of(JSON.valueToTree(object)), object);
        } catch (KubernetesClientException e) {
            LOG.debug("{}: {}", key, e.getMessage());
            wake(key, RETRY_MILLIS);
        } catch (RuntimeException e) {
            LOG.error("{}", key, e);
            wake(key, RETRY_MILLIS);
        }
    }

    private void reconcile(GroupSet set, GenericKubernetesResource object) {
        Service names = GroupPods.names(set);
        if (client.resource(names).get() == null) {
            create(names);
        }
        GroupPlan plan = GroupPlan.of(
                set,
                pods.getIndexer().byIndex("namespace", set.namespace()).stream()
                        .filter(pod ->
                                set.name().equals(pod.getMetadata().getLabels().get(GroupPods.NAME)))
                        .toList());
        plan.delete().forEach(this::delete);
        plan.create().forEach(this::create);
        JsonNode before = JSON.valueToTree(object).path("status");
        JsonNode now = JSON.valueToTree(plan.status());
        if (!now.equals(before)) {
            sets().inNamespace(set.namespace())
                    .withName(set.name())
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            JSON.createObjectNode().set("status", now).toString());
        }
    }

    private void create(HasMetadata object) {
        try {
            client.resource(object).create();
            LOG.info("{} {} created", object.getKind(), object.getMetadata().getName());
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    /** What is seen may be gone by now, and another pod have its name. */
    private void delete(Pod seen) {
        Pod live = client.resource(seen).get();
        if (live == null
                || !live.getMetadata().getUid().equals(seen.getMetadata().getUid())) {
            return;
        }
        try {
            client.resource(live).delete();
            LOG.info("Pod {} deleted", live.getMetadata().getName());
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
        }
    }

    private final class Waking<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final boolean byLabel;

        Waking(boolean byLabel) {
            this.byLabel = byLabel;
        }

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
            Map<String, String> labels = object.getMetadata().getLabels();
            String name =
                    byLabel ? labels.get(GroupPods.NAME) : object.getMetadata().getName();
            wake(object.getMetadata().getNamespace() + "/" + name, 0);
        }
    }
}
