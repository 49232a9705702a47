package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.FlagTable;
import dev.cortexllm.engine.Preset;
import dev.cortexllm.engine.Serving;
import dev.cortexllm.engine.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine's command line, from the flag table: a flag that a version does not know is never given to it. */
final class EngineArguments {
    private static final String EVERYWHERE = "0.0.0.0";
    /** More layers than any model has: all of them go to the GPUs. */
    private static final int ALL_LAYERS = 999;

    private final EngineSettings settings;
    private final Serving serving;
    private final FlagTable flags = EngineFacts.bundled().flags();
    private final List<String> arguments = new ArrayList<>();
    private final Optional<EngineCache> cached;

    private EngineArguments(EngineSettings settings) {
        this.settings = settings;
        this.serving = settings.serving();
        this.cached = EngineCache.of(settings);
    }

    static List<String> of(EngineSettings settings, Rank rank) {
        EngineArguments line = new EngineArguments(settings);
        switch (settings.type()) {
            case VLLM -> line.vllm(rank);
            case SGLANG -> line.sglang(rank);
            case LLAMA_CPP -> line.llamaCpp();
            case OLLAMA -> line.arguments.add("serve");
        }
        line.arguments.addAll(settings.serving().arguments());
        return line.arguments;
    }

    /** The image's entrypoint is {@code vllm serve}, so the first argument is the model. */
    private void vllm(Rank rank) {
        arguments.add(model());
        add("name", serving.name());
        add("port", serving.engine().port());
        add("revision", cached.isPresent() ? null : serving.revision());
        add("concurrency", concurrency());
        add("context", serving.contextLength());
        NodeArguments.add(arguments, serving, rank);
        add("memory", memory());
        add("drain", drainSeconds(settings.spec()));
    }

    private void sglang(Rank rank) {
        add("model", model());
        add("name", serving.name());
        add("host", EVERYWHERE);
        add("port", serving.engine().port());
        add("revision", cached.isPresent() ? null : serving.revision());
        add("concurrency", serving.maxConcurrency());
        add("context", serving.contextLength());
        NodeArguments.add(arguments, serving, rank);
        add("metrics", true);
    }

    private void llamaCpp() {
        boolean repository = cached.isEmpty() && serving.source().scheme().equals(Source.HUGGING_FACE);
        add(repository ? "repository" : "model", model());
        add("file", repository ? serving.file() : null);
        add("name", serving.name());
        add("host", EVERYWHERE);
        add("port", serving.engine().port());
        add("concurrency", serving.concurrency());
        // Its context is that of all requests together.
        add("context", serving.contextLength() == null ? null : serving.contextLength() * serving.concurrency());
        add("gpuLayers", settings.gpus() > 0 ? ALL_LAYERS : null);
        add("metrics", true);
    }

    private void add(String setting, Object value) {
        flags.add(arguments, serving, setting, value);
    }

    private String model() {
        if (cached.isPresent()) {
            return cached.get().path();
        }
        return serving.source().scheme().equals(Source.CLAIM)
                ? EngineVolumes.weightsPath(serving.source())
                : serving.source().place();
    }

    /** vLLM counts the requests of each copy of the attention layers by itself. */
    private Integer concurrency() {
        Integer all = serving.maxConcurrency();
        int copies = serving.layout().data();
        return all == null ? null : (all + copies - 1) / copies;
    }

    private String memory() {
        return serving.preset()
                .map(Preset::memoryPercent)
                .map(percent -> String.valueOf(percent / 100.0))
                .orElse(null);
    }

    private static long drainSeconds(ModelDeploymentSpec spec) {
        return Durations.parse(spec.drainTimeout()).toSeconds();
    }
}
