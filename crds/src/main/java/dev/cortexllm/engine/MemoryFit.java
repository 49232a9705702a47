package dev.cortexllm.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a preset fits the GPUs of one replica: its share of the weights, the KV cache of one request of the full context
 * length, and what the engine needs besides, against the part of the memory that the engine takes. vLLM refuses to start
 * under the same condition, only an hour later.
 *
 * @param preset the preset
 * @param gpu the GPU
 * @param gpus how many of it
 * @param context context length, in tokens
 * @param weightBytes size of the weights
 * @param share part of a GPU's memory that the engine takes, above 0 and at most 1
 * @param cutContext parts that the cache is cut into along the context
 */
public record MemoryFit(
        Preset preset, Gpu gpu, int gpus, long context, double weightBytes, double share, int cutContext) {
    private static final int USUAL_PERCENT = 90;
    private static final double USUAL_OVERHEAD = 4;
    private static final int PERCENT = 100;
    private static final List<Integer> COUNTS = List.of(1, 2, 4, 8);

    /**
     * Of a deployment whose weights and context length are known.
     *
     * @param serving what runs
     * @param preset its preset
     * @param gpu the GPU
     * @param flags the flags
     * @return the arithmetic
     */
    public static MemoryFit of(Serving serving, Preset preset, Gpu gpu, FlagTable flags) {
        int percent = preset.memoryPercent() == null ? USUAL_PERCENT : preset.memoryPercent();
        double share = flags.value(serving.engine().type(), serving.arguments(), "memory")
                .filter(text -> text.matches("0?[.][0-9]{1,6}|1([.]0+)?"))
                .map(Double::valueOf)
                .orElse((double) percent / PERCENT);
        int cutContext = flags.value(serving.engine().type(), serving.arguments(), "cutContext")
                .filter(text -> text.matches("[1-9][0-9]{0,2}"))
                .map(Integer::valueOf)
                .orElse(1);
        return new MemoryFit(
                preset, gpu, serving.gpus(), serving.contextLength(), serving.weightBytes(), share, cutContext);
    }

    /** Why it does not fit; empty when it does. */
    public Optional<String> refusal() {
        double used = weights(gpus) + cache(gpus, context) + overhead();
        if (used <= usable()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "does not fit %d x %s: on each GPU weights take %.1f GiB (%.1f GB over %d), the KV cache of one request of %d"
                        + " tokens %.1f GiB and everything else %.1f GiB, together %.1f GiB, and the engine has %.1f GiB"
                        + " (%.0f %% of %.1f GiB); %s",
                gpus,
                gpu.name(),
                weights(gpus),
                weightBytes / 1e9,
                gpus,
                context,
                cache(gpus, context),
                overhead(),
                used,
                usable(),
                share * PERCENT,
                gpu.mib() / Sizes.MIB_OF_GIB,
                wayOut()));
    }

    private String wayOut() {
        long tokens = (long) Math.floor((usable() - overhead() - weights(gpus)) / cache(gpus, 1));
        if (tokens >= 1) {
            return "a contextLength of " + tokens + " fits";
        }
        return COUNTS.stream()
                .filter(more -> more > gpus && weights(more) + cache(more, context) + overhead() <= usable())
                .findFirst()
                .map(more -> more + " GPUs of this kind would do")
                .orElse("no node of this kind holds it");
    }

    private double weights(int over) {
        return weightBytes / over / Sizes.GIB;
    }

    private double cache(int over, long tokens) {
        return preset.cache().bytesPerGpu(over, cutContext) * tokens / Sizes.GIB;
    }

    private double overhead() {
        return preset.overheadGiB() == null ? USUAL_OVERHEAD : preset.overheadGiB();
    }

    private double usable() {
        return share * gpu.mib() / Sizes.MIB_OF_GIB;
    }
}
