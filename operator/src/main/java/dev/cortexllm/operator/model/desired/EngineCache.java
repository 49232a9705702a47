package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelCache;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.config.ConfigHash;
import dev.cortexllm.engine.Serving;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The volume that a deployment's weights are downloaded to.
 *
 * @param settings the model deployment
 * @param cache what is asked for
 */
public record EngineCache(EngineSettings settings, ModelCache cache) {
    /** User and group of the loader; engines that run as another user write by the group. */
    static final long USER = 65532L;

    private static final int KEY_DIGITS = 12;

    /** The cache of a deployment; empty when it has none. */
    public static Optional<EngineCache> of(EngineSettings settings) {
        return Optional.ofNullable(settings.spec().cache()).map(cache -> new EngineCache(settings, cache));
    }

    /** Name of the claim. */
    public String claim() {
        return ChildNames.cache(settings.owner().name());
    }

    /** Stands for what must be in the volume: source, revision and file; of Ollama also the name that it gets there. */
    public String key() {
        Serving serving = settings.serving();
        String name = settings.type() == EngineType.OLLAMA ? serving.name() : "";
        String wanted = String.join(
                "\n",
                serving.source().scheme(),
                serving.source().place(),
                String.valueOf(serving.revision()),
                String.valueOf(serving.file()),
                name);
        return ConfigHash.sha256(wanted.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
    }

    /** Where an engine finds the files; a folder, or the one file. */
    String path() {
        String folder = settings.serving().engine().cache() + "/loaded/" + key();
        String file = settings.serving().file();
        return file == null ? folder : folder + "/" + file;
    }

    /** The source as the user writes it. */
    public String source() {
        Serving serving = settings.serving();
        return serving.source().scheme() + "://" + serving.source().place()
                + (serving.revision() == null ? "" : " at " + serving.revision());
    }
}
