package dev.cortexllm.engine;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.api.v1alpha1.Parallelism;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a deployment runs with, once preset and defaults are in: a field of the spec wins over the preset's, and that over the
 * engine's. It can be made from any spec; whether it makes sense is for the compiler to say.
 *
 * @param engine the engine
 * @param version its version
 * @param versionText the same as it is written
 * @param preset the preset; empty: none, or none of that name
 * @param name what the model is served under
 * @param source where the weights are
 * @param revision of the source; null: its default branch
 * @param file the single file to load; null: all, or the engine's choice
 * @param layout how a replica is cut over nodes and GPUs
 * @param maxConcurrency requests that the engine is told to work on at a time; null: its own default
 * @param contextLength longest sum of prompt and completion, in tokens; null: the model's own
 * @param arguments further arguments: the preset's that the user does not give and the version knows, then the user's
 * @param weightBytes size of the weights; null: unknown
 */
public record Serving(
        EngineProfile engine,
        EngineVersion version,
        String versionText,
        Optional<Preset> preset,
        String name,
        Source source,
        String revision,
        String file,
        Layout layout,
        Integer maxConcurrency,
        Long contextLength,
        List<String> arguments,
        Double weightBytes) {
    /** Kubernetes' name of GPUs. */
    public static final String GPU = "nvidia.com/gpu";

    private static final double GB = 1e9;

    /**
     * Resolves a spec.
     *
     * @param spec any spec
     * @param facts what is known of engines
     * @return what runs
     */
    public static Serving of(ModelDeploymentSpec spec, EngineFacts facts) {
        Optional<Preset> preset = facts.preset(spec.preset());
        EngineProfile engine = facts.profiles().get(type(spec, preset));
        ModelSource model = model(spec, facts);
        String text = version(spec, engine, preset);
        EngineVersion version = EngineVersion.read(text)
                .or(() -> EngineVersion.read(engine.version()))
                .orElseThrow();
        List<String> given = spec.extraArgs() == null
                ? List.of()
                : spec.extraArgs().stream().filter(Objects::nonNull).toList();
        List<String> arguments = new ArrayList<>(
                facts.flags().without(preset.map(Preset::arguments).orElse(List.of()), given, engine.type(), version));
        arguments.addAll(given);
        return new Serving(
                engine,
                version,
                text,
                preset,
                model.name(),
                Source.of(model.source()),
                model.revision(),
                model.file(),
                Layout.of(nodes(spec, preset), gpus(spec, preset), spec.parallelism(), parallelism(spec, preset)),
                spec.maxConcurrency() == null ? preset.map(Preset::concurrency).orElse(null) : spec.maxConcurrency(),
                spec.contextLength() == null ? preset.map(Preset::context).orElse(null) : spec.contextLength(),
                List.copyOf(arguments),
                Sizes.bytes(model.size())
                        .or(() -> preset.map(Preset::weightsGB).map(size -> size * GB))
                        .orElse(null));
    }

    /**
     * The model of a spec with what its preset says where it does not.
     *
     * @param spec any spec
     * @param facts what is known of engines
     * @return the model; without a name or source where nobody gives one
     */
    public static ModelSource model(ModelDeploymentSpec spec, EngineFacts facts) {
        ModelSource given = spec.model() == null ? new ModelSource(null, null, null) : spec.model();
        Optional<Preset> preset = facts.preset(spec.preset()).filter(p -> given.source() == null);
        return new ModelSource(
                given.name(),
                preset.map(Preset::model).orElse(given.source()),
                given.revision(),
                given.capabilities(),
                given.quality(),
                given.qualityByTask(),
                given.file() == null ? preset.map(Preset::file).orElse(null) : given.file(),
                given.size(),
                given.tokenSecretRef());
    }

    /** GPUs of each node. */
    public int gpus() {
        return layout.gpus();
    }

    /** Requests that one replica works on at a time. */
    public int concurrency() {
        return maxConcurrency == null ? engine.concurrency() : maxConcurrency;
    }

    private static EngineType type(ModelDeploymentSpec spec, Optional<Preset> preset) {
        return spec.engine() == null || spec.engine().type() == null
                ? preset.map(Preset::runs).orElse(EngineType.VLLM)
                : spec.engine().type();
    }

    private static String version(ModelDeploymentSpec spec, EngineProfile engine, Optional<Preset> preset) {
        if (spec.engine() != null && spec.engine().version() != null) {
            return spec.engine().version();
        }
        return preset.map(Preset::version)
                .filter(needed -> EngineVersion.read(needed)
                                .orElseThrow()
                                .compareTo(EngineVersion.read(engine.version()).orElseThrow())
                        > 0)
                .orElse(engine.version());
    }

    private static int nodes(ModelDeploymentSpec spec, Optional<Preset> preset) {
        int nodes = spec.nodes() == null ? preset.map(Preset::nodeCount).orElse(1) : spec.nodes();
        return Math.max(1, nodes);
    }

    /** The preset's, unless the user has other nodes or GPUs, which it could not fill. */
    private static Parallelism parallelism(ModelDeploymentSpec spec, Optional<Preset> preset) {
        return preset.filter(known -> known.gpus() != null
                        && known.gpus() == gpus(spec, preset)
                        && known.nodeCount() == nodes(spec, preset))
                .map(Preset::parallelism)
                .orElse(null);
    }

    /** A limit that is not a whole number counts as none; the compiler refuses it. */
    private static int gpus(ModelDeploymentSpec spec, Optional<Preset> preset) {
        if (spec.gpus() != null) {
            return spec.gpus();
        }
        boolean limited = spec.resources() != null && spec.resources().limits() != null;
        String limit = limited ? spec.resources().limits().get(GPU) : null;
        if (limit != null) {
            return limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
        }
        return preset.map(Preset::gpus).orElse(0);
    }
}
