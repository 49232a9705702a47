package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.EngineVolume;
import dev.cortexllm.engine.Source;
import dev.cortexllm.operator.child.CanonicalQuantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Volumes of the engine: shared memory, a cache, the claim with the weights, and what the user adds. A user's volume that is
 * mounted where one of ours would be takes its place.
 */
final class EngineVolumes {
    private static final String SHARED_MEMORY = "dshm";
    private static final String SHARED_MEMORY_PATH = "/dev/shm";
    private static final String CACHE = "cache";
    private static final String WEIGHTS = "weights";
    private static final String WEIGHTS_PATH = "/weights";

    /**
     * Shared memory by which the processes of one engine talk. It counts against the memory limit. One GPU needs little;
     * several move tensors through it (the LeaderWorkerSet example of vLLM takes 15Gi for eight).
     */
    private static final String SIZE = "1Gi";

    private static final String SIZE_PARALLEL = "15Gi";

    private final List<Volume> volumes = new ArrayList<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    private EngineVolumes() {}

    static EngineVolumes of(EngineSettings settings) {
        EngineVolumes all = new EngineVolumes();
        List<EngineVolume> given =
                settings.spec().volumes() == null ? List.of() : settings.spec().volumes();
        List<String> taken = given.stream().map(EngineVolume::mountPath).toList();
        if (needsSharedMemory(settings) && !taken.contains(SHARED_MEMORY_PATH)) {
            all.add(sharedMemory(settings), mount(SHARED_MEMORY, SHARED_MEMORY_PATH, null, null));
        }
        String cache = settings.serving().engine().cache();
        if (!taken.contains(cache)) {
            Volume volume = EngineCache.of(settings)
                    .map(kept -> claim(CACHE, kept.claim(), null))
                    .orElseGet(() -> scratch(CACHE, null));
            all.add(volume, mount(CACHE, cache, null, null));
        }
        Source source = settings.serving().source();
        if (source.scheme().equals(Source.CLAIM)) {
            all.add(claim(WEIGHTS, source.claim(), true), mount(WEIGHTS, WEIGHTS_PATH, null, true));
        }
        given.forEach(volume ->
                all.add(volume(volume), mount(volume.name(), volume.mountPath(), volume.subPath(), volume.readOnly())));
        return all;
    }

    List<Volume> volumes() {
        return volumes;
    }

    List<VolumeMount> mounts() {
        return mounts;
    }

    /** Where the engine finds what a claim holds. */
    static String weightsPath(Source source) {
        return source.path().isEmpty() ? WEIGHTS_PATH : WEIGHTS_PATH + "/" + source.path();
    }

    /** Ollama and llama.cpp are one process. */
    private static boolean needsSharedMemory(EngineSettings settings) {
        return settings.spec().sharedMemory() != null
                || settings.type() == EngineType.VLLM
                || settings.type() == EngineType.SGLANG;
    }

    private void add(Volume volume, VolumeMount mount) {
        volumes.add(volume);
        mounts.add(mount);
    }

    private static Volume sharedMemory(EngineSettings settings) {
        String usual = settings.gpus() > 1 ? SIZE_PARALLEL : SIZE;
        String given = settings.spec().sharedMemory();
        return new VolumeBuilder()
                .withName(SHARED_MEMORY)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(CanonicalQuantity.of(given == null ? usual : given))
                .endEmptyDir()
                .build();
    }

    private static Volume volume(EngineVolume volume) {
        if (volume.persistentVolumeClaim() != null) {
            return claim(volume.name(), volume.persistentVolumeClaim(), volume.readOnly());
        }
        if (volume.configMap() != null) {
            return new VolumeBuilder()
                    .withName(volume.name())
                    .withNewConfigMap()
                    .withName(volume.configMap())
                    .endConfigMap()
                    .build();
        }
        return scratch(volume.name(), volume.emptyDir());
    }

    private static Volume claim(String name, String claim, Boolean readOnly) {
        return new VolumeBuilder()
                .withName(name)
                .withNewPersistentVolumeClaim(claim, readOnly)
                .build();
    }

    private static Volume scratch(String name, String limit) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withSizeLimit(limit == null ? null : CanonicalQuantity.of(limit))
                .endEmptyDir()
                .build();
    }

    private static VolumeMount mount(String name, String path, String subPath, Boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withSubPath(subPath)
                .withReadOnly(readOnly)
                .build();
    }
}
