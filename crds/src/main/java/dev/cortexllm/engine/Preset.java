package dev.cortexllm.engine;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.Parallelism;
import java.util.List;
import java.util.Map;

/**
 * A known model on known GPUs, an entry of {@code presets.yaml}, where the fields are explained.
 *
 * @param sameAs another preset of which this is a second name; null: none
 * @param model source of the weights
 * @param file the single file to load; null: all
 * @param engine the engine; null: vLLM
 * @param version oldest version of the engine that serves the model; null: any
 * @param gpu name of the GPU; null: none is needed
 * @param gpus GPUs of each node
 * @param nodes nodes of one replica
 * @param parallelism how it is cut over the GPUs of all nodes; null: by tensors over those of a node, by stages over nodes
 * @param maxTensorParallel the most GPUs that the weights can be cut into; null: any number
 * @param context context length, in tokens
 * @param concurrency requests that one replica works on at a time; null: the engine's own
 * @param weightsGB size of the weights, in 10<sup>9</sup> bytes
 * @param sharedGB the part of them that every copy of the attention layers holds, in 10<sup>9</sup> bytes; null: all
 * @param cache what a token takes in the KV cache; null: unknown
 * @param memoryPercent share of the GPU's memory that the engine takes; null: 90
 * @param overheadGiB memory of each GPU for everything else; null: 4
 * @param args arguments
 * @param env variables
 * @param gated whether the repository asks for a token
 * @param source where that is written
 */
public record Preset(
        String sameAs,
        String model,
        String file,
        EngineType engine,
        String version,
        String gpu,
        Integer gpus,
        Integer nodes,
        Parallelism parallelism,
        Integer maxTensorParallel,
        Long context,
        Integer concurrency,
        Double weightsGB,
        Double sharedGB,
        Cache cache,
        Integer memoryPercent,
        Double overheadGiB,
        List<String> args,
        Map<String, String> env,
        Boolean gated,
        String source) {

    /**
     * What a token takes in the KV cache.
     *
     * @param layers layers of the model
     * @param heads key-value heads; null: it is compressed
     * @param size numbers of one head
     * @param latent numbers of the compressed form, which every GPU holds as a whole; null: heads
     * @param bytes bytes of one number; null: 2
     */
    public record Cache(int layers, Integer heads, Integer size, Integer latent, Integer bytes) {
        /** Layers of the largest stage. */
        int stage(int stages) {
            return (layers + stages - 1) / stages;
        }

        /**
         * Bytes that one token takes on each GPU of the largest stage. Heads are spread over the GPUs, and copied once there are more GPUs than
         * heads; a compressed cache is spread only where the context is cut ({@code --decode-context-parallel-size}).
         */
        double bytesPerGpu(int gpus, int stages, int cutContext) {
            int each = bytes == null ? 2 : bytes;
            if (latent != null) {
                return (double) stage(stages) * latent * each / cutContext;
            }
            return 2.0 * stage(stages) * Math.max(1, (double) heads / gpus) * size * each;
        }
    }

    /** The engine that runs it. */
    public EngineType runs() {
        return engine == null ? EngineType.VLLM : engine;
    }

    /** Nodes of one replica. */
    public int nodeCount() {
        return nodes == null ? 1 : nodes;
    }

    /** Its arguments. */
    public List<String> arguments() {
        return args == null ? List.of() : args;
    }

    /** Its variables. */
    public Map<String, String> variables() {
        return env == null ? Map.of() : env;
    }
}
