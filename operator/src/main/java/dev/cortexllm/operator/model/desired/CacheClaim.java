package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.CacheAccess;
import dev.cortexllm.api.v1alpha1.ModelCache;
import dev.cortexllm.api.v1alpha1.WhenDeleted;
import dev.cortexllm.operator.child.CanonicalQuantity;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * The claim of a cache. One that is to stay when its deployment goes has no owner reference, but the deployment's name, by which
 * the next one takes it up.
 */
public final class CacheClaim {
    private static final String STORAGE = "storage";

    private CacheClaim() {}

    /**
     * The claim. Of what cannot be changed in one that is there, its own is kept, see {@link #misfit}.
     *
     * @param cache the cache
     * @param keys what it holds
     * @param live the claim that is there
     * @return as it should be
     */
    public static PersistentVolumeClaim desired(
            EngineCache cache, LoadedKeys keys, Optional<PersistentVolumeClaim> live) {
        Optional<PersistentVolumeClaimSpec> there = live.map(PersistentVolumeClaim::getSpec);
        String storageClass = there.map(PersistentVolumeClaimSpec::getStorageClassName)
                .filter(name -> cache.cache().storageClassName() != null)
                .orElse(cache.cache().storageClassName());
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata(cache, keys))
                .withNewSpec()
                .withAccessModes(there.map(spec -> spec.getAccessModes())
                        .filter(modes -> !modes.isEmpty())
                        .orElse(List.of(mode(cache.cache()))))
                .withStorageClassName(storageClass)
                .withNewResources()
                .addToRequests(STORAGE, size(cache, there))
                .endResources()
                .endSpec()
                .build();
    }

    /**
     * What is asked for and cannot be had.
     *
     * @param cache the cache
     * @param live the claim that is there
     * @return a sentence; empty when everything can be had
     */
    public static Optional<String> misfit(EngineCache cache, PersistentVolumeClaim live) {
        ModelCache wanted = cache.cache();
        String place = "claim " + live.getMetadata().getName();
        Quantity size = live.getSpec().getResources().getRequests().get(STORAGE);
        if (smaller(new Quantity(wanted.size()), size)) {
            return Optional.of("spec.cache.size " + wanted.size() + " is less than the " + size + " of " + place
                    + ": a claim can grow but not shrink; delete it to start with a smaller one");
        }
        String storageClass = live.getSpec().getStorageClassName();
        if (wanted.storageClassName() != null && !wanted.storageClassName().equals(storageClass)) {
            return Optional.of("spec.cache.storageClassName " + wanted.storageClassName() + " is not the "
                    + storageClass + " of " + place + ", which cannot change; delete it to start with another one");
        }
        if (!live.getSpec().getAccessModes().contains(mode(wanted))) {
            return Optional.of("spec.cache.accessMode " + mode(wanted) + " is not the "
                    + String.join(", ", live.getSpec().getAccessModes()) + " of " + place
                    + ", which cannot change; delete it to start with another one");
        }
        return Optional.empty();
    }

    private static ObjectMeta metadata(EngineCache cache, LoadedKeys keys) {
        Owner owner = cache.settings().owner();
        ObjectMeta metadata = cache.cache().whenDeleted() == WhenDeleted.DELETE
                ? owner.named(owner.child(cache.claim(), Labels.CACHE))
                : owner.kept(cache.claim(), Labels.CACHE);
        keys.text().ifPresent(text -> metadata.getAnnotations().put(LoadedKeys.ANNOTATION, text));
        return metadata;
    }

    private static Quantity size(EngineCache cache, Optional<PersistentVolumeClaimSpec> there) {
        Quantity wanted = CanonicalQuantity.of(cache.cache().size());
        return there.map(spec -> spec.getResources().getRequests().get(STORAGE))
                .filter(size -> smaller(wanted, size))
                .orElse(wanted);
    }

    private static boolean smaller(Quantity wanted, Quantity there) {
        return there != null && wanted.getNumericalAmount().compareTo(there.getNumericalAmount()) < 0;
    }

    private static String mode(ModelCache cache) {
        return cache.accessMode() == CacheAccess.READ_WRITE_ONCE ? "ReadWriteOnce" : "ReadWriteMany";
    }
}
