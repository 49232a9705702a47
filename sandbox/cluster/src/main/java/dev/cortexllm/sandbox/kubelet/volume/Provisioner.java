package dev.cortexllm.sandbox.kubelet.volume;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stand-in for a storage provisioner: storage class {@code sandbox} is the default one, a claim of it gets a volume at once,
 * and a volume whose claim is gone is deleted with its folder. The size of a claim is written down, not kept to: all folders share
 * this machine's disk. That claims are bound to volumes is the control plane's work, here as in a real cluster.
 */
public final class Provisioner implements AutoCloseable {
    /** Name of the storage class. */
    public static final String CLASS = "sandbox";

    private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);
    private static final String NAME = "cortexllm.dev/sandbox";
    private static final int THERE_ALREADY = 409;
    private static final long LOOK_SECONDS = 1;

    private final KubernetesClient client;
    private final Path claims;
    private final Executor executor;
    private final SharedIndexInformer<PersistentVolumeClaim> informer;
    private final SharedIndexInformer<PersistentVolume> volumes;

    /**
     * @param client a client of the API server
     * @param stateDirectory the kubelet's
     * @param executor runs calls
     */
    public Provisioner(KubernetesClient client, Path stateDirectory, Executor executor) {
        this.client = client;
        this.claims = stateDirectory.resolve("claims");
        this.executor = executor;
        this.informer = client.persistentVolumeClaims().inAnyNamespace().runnableInformer(0);
        this.volumes = client.persistentVolumes().runnableInformer(0);
    }

    /** The folder of a claim. */
    private static Path folder(Path claims, String namespace, String name) {
        return claims.resolve(namespace + "_" + name);
    }

    /**
     * Makes the storage class and begins to look after claims.
     *
     * @param timer for what is looked at again and again, as a claim is given its class after it was made
     * @param changed told of every change of a claim, by which a pod may become able to run
     */
    public void start(ScheduledExecutorService timer, Runnable changed) {
        informer.addEventHandler(new ClaimEvents(changed));
        informer.start().toCompletableFuture().join();
        volumes.start().toCompletableFuture().join();
        createClass();
        timer.scheduleWithFixedDelay(() -> executor.execute(this::look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Why a pod cannot have its claims yet, in the scheduler's words.
     *
     * @param pod a pod without a node
     * @return the message; empty when all of its claims have volumes
     */
    public Optional<String> missing(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                .map(name -> missing(pod.getMetadata().getNamespace(), name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The folder of a claim; of several kubelets on one machine the first one makes it, so that all share it.
     *
     * @param namespace the claim's namespace
     * @param name its name
     */
    public Path folder(String namespace, String name) {
        return Optional.ofNullable(informer.getStore().getByKey(namespace + "/" + name))
                .map(claim ->
                        volumes.getStore().getByKey("pvc-" + claim.getMetadata().getUid()))
                .map(volume -> Path.of(volume.getSpec().getHostPath().getPath()))
                .orElseGet(() -> folder(claims, namespace, name));
    }

    private Optional<String> missing(String namespace, String name) {
        PersistentVolumeClaim claim = informer.getStore().getByKey(namespace + "/" + name);
        if (claim == null) {
            return Optional.of("0/1 nodes are available: persistentvolumeclaim \"" + name + "\" not found.");
        }
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase())
                ? Optional.empty()
                : Optional.of("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
    }

    @Override
    public void close() {
        informer.stop();
        volumes.stop();
    }

    private void createClass() {
        StorageClass made = new StorageClassBuilder()
                .withNewMetadata()
                .withName(CLASS)
                .withAnnotations(Map.of("storageclass.kubernetes.io/is-default-class", "true"))
                .endMetadata()
                .withProvisioner(NAME)
                .withReclaimPolicy("Delete")
                .withVolumeBindingMode("Immediate")
                .withAllowVolumeExpansion(true)
                .build();
        quietly(() -> client.storage().v1().storageClasses().resource(made).create());
    }

    private void look() {
        informer.getStore().list().forEach(this::provide);
        volumes.getStore().list().forEach(this::reclaim);
    }

    private void provide(PersistentVolumeClaim claim) {
        String name = "pvc-" + claim.getMetadata().getUid();
        Quantity wanted = claim.getSpec().getResources().getRequests().get("storage");
        if (!CLASS.equals(claim.getSpec().getStorageClassName())
                || claim.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        PersistentVolume there = volumes.getStore().getByKey(name);
        if (there == null) {
            quietly(() ->
                    client.persistentVolumes().resource(volume(name, claim)).create());
        } else if (!wanted.equals(there.getSpec().getCapacity().get("storage"))) {
            grow(name, claim, wanted);
        }
    }

    private void grow(String name, PersistentVolumeClaim claim, Quantity wanted) {
        quietly(() -> {
            client.persistentVolumes().withName(name).edit(volume -> {
                volume.getSpec().setCapacity(Map.of("storage", wanted));
                return volume;
            });
            client.persistentVolumeClaims()
                    .inNamespace(claim.getMetadata().getNamespace())
                    .withName(claim.getMetadata().getName())
                    .editStatus(current -> {
                        current.getStatus().setCapacity(Map.of("storage", wanted));
                        return current;
                    });
        });
    }

    private PersistentVolume volume(String name, PersistentVolumeClaim claim) {
        String namespace = claim.getMetadata().getNamespace();
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .withAnnotations(Map.of("pv.kubernetes.io/provisioned-by", NAME))
                .endMetadata()
                .withNewSpec()
                .withAccessModes(claim.getSpec().getAccessModes())
                .withCapacity(claim.getSpec().getResources().getRequests())
                .withStorageClassName(CLASS)
                .withPersistentVolumeReclaimPolicy("Delete")
                .withNewHostPath()
                .withPath(
                        folder(claims, namespace, claim.getMetadata().getName()).toString())
                .endHostPath()
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(namespace)
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .endClaimRef()
                .endSpec()
                .build();
    }

    private void reclaim(PersistentVolume volume) {
        boolean over = CLASS.equals(volume.getSpec().getStorageClassName())
                && volume.getStatus() != null
                && "Released".equals(volume.getStatus().getPhase());
        Path folder = over ? Path.of(volume.getSpec().getHostPath().getPath()) : null;
        if (!over || !folder.startsWith(claims)) {
            return; // One of another kubelet, perhaps.
        }
        try {
            AtomicDirectory.delete(folder);
            quietly(() -> client.persistentVolumes()
                    .withName(volume.getMetadata().getName())
                    .delete());
        } catch (IOException e) {
            LOG.warn("volume {} stays: {}", volume.getMetadata().getName(), e.toString());
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != THERE_ALREADY && e.getCode() != 404) {
                LOG.warn("provisioner: {}", e.getMessage());
            }
        }
    }

    private final class ClaimEvents implements ResourceEventHandler<PersistentVolumeClaim> {
        private final Runnable changed;

        ClaimEvents(Runnable changed) {
            this.changed = changed;
        }

        @Override
        public void onAdd(PersistentVolumeClaim claim) {
            executor.execute(() -> provide(claim));
            changed.run();
        }

        @Override
        public void onUpdate(PersistentVolumeClaim before, PersistentVolumeClaim claim) {
            executor.execute(() -> provide(claim));
            changed.run();
        }

        @Override
        public void onDelete(PersistentVolumeClaim claim, boolean finalStateUnknown) {
            // The volume tells when it is released.
        }
    }
}
