package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.CacheAccess;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.EngineVolume;
import dev.cortexllm.api.v1alpha1.ModelCache;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.Serving;
import dev.cortexllm.engine.Sizes;
import dev.cortexllm.engine.Source;
import java.util.Optional;

/** Whether a cache can hold what a deployment runs. */
final class CacheChecks {
    private static final String PATH = "spec.cache";

    private CacheChecks() {}

    static void check(ModelDeploymentSpec spec, Serving serving, Findings findings) {
        ModelCache cache = spec.cache();
        if (cache == null) {
            return;
        }
        size(cache, serving, findings);
        source(serving, findings);
        String mounted = serving.engine().cache();
        for (EngineVolume volume : PolicyChecks.orEmpty(spec.volumes())) {
            if (volume != null && mounted.equals(volume.mountPath())) {
                findings.invalid(PATH, "is mounted at " + mounted + ", where spec.volumes has '" + volume.name() + "'");
            }
        }
        if (cache.accessMode() == CacheAccess.READ_WRITE_ONCE && spec.replicas() != null && spec.replicas() > 1) {
            findings.warn(
                    PATH + ".accessMode",
                    "OneNodeOnly",
                    "ReadWriteOnce is mounted on one node at a time, so all replicas must fit on it");
        }
    }

    private static void size(ModelCache cache, Serving serving, Findings findings) {
        Optional<Double> size = Sizes.bytes(cache.size());
        if (size.isEmpty()) {
            findings.invalid(PATH + ".size", "'" + cache.size() + "' is not a size such as 700Gi");
        } else if (serving.weightBytes() != null && size.get() < serving.weightBytes()) {
            findings.invalid(
                    PATH + ".size",
                    "'" + cache.size() + "' is less than the weights, which have "
                            + Math.round(serving.weightBytes() / 1e9) + " GB");
        }
    }

    private static void source(Serving serving, Findings findings) {
        Source source = serving.source();
        if (source.scheme().equals(Source.CLAIM)) {
            findings.invalid(PATH, "is for what is downloaded; the weights of pvc:// are in a volume already");
        } else if (serving.engine().type() == EngineType.LLAMA_CPP
                && source.scheme().equals(Source.HUGGING_FACE)
                && serving.file() == null) {
            findings.invalid(
                    "spec.model.file",
                    "with a cache llama.cpp needs the name of the file: a repository holds many of the same model");
        }
    }
}
