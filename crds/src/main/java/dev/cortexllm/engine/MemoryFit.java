package dev.cortexllm.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a preset fits the GPUs of one replica: its share of the weights, the KV cache of one request of the full context
 * length, and what the engine needs besides, against the part of the memory that the engine takes. vLLM refuses to start
 * under the same condition, only an hour later. Where the layers are cut into stages the largest stage counts; where the
 * attention layers are copied every copy holds what the model has besides its experts.
 *
 * @param preset the preset
 * @param gpu the GPU
 * @param layout how the model is cut
 * @param context context length, in tokens
 * @param weightBytes size of the weights
 * @param share part of a GPU's memory that the engine takes, above 0 and at most 1
 * @param cutContext parts that the cache is cut into along the context
 */
public record MemoryFit(
        Preset preset, Gpu gpu, Layout layout, long context, double weightBytes, double share, int cutContext) {
    private static final int USUAL_PERCENT = 90;
    private static final double USUAL_OVERHEAD = 4;
    private static final int PERCENT = 100;
    private static final double GB = 1e9;
    private static final List<Integer> COUNTS = List.of(1, 2, 4, 8);
    private static final int MOST_NODES = 16;

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
                preset, gpu, serving.layout(), serving.contextLength(), serving.weightBytes(), share, cutContext);
    }

    /** Why it does not fit; empty when it does. */
    public Optional<String> refusal() {
        if (fits(layout)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "does not fit %s%d x %s: on each GPU weights take %.1f GiB (%s), the KV cache of one request of %d"
                        + " tokens %.1f GiB and everything else %.1f GiB, together %.1f GiB, and the engine has %.1f GiB"
                        + " (%.0f %% of %.1f GiB); %s",
                layout.nodes() == 1 ? "" : layout.nodes() + " nodes of ",
                layout.gpus(),
                gpu.name(),
                weights(layout),
                spread(),
                context,
                cache(layout, context),
                overhead(),
                used(layout),
                usable(),
                share * PERCENT,
                gpu.mib() / Sizes.MIB_OF_GIB,
                wayOut()));
    }

    private String spread() {
        String over = String.format(Locale.ROOT, "%.1f GB over %d", weightBytes / GB, layout.total());
        if (layout.data() > 1) {
            return over
                    + String.format(
                            Locale.ROOT,
                            ", of which each of the %d copies holds %.1f GB",
                            layout.data(),
                            shared() / GB);
        }
        return layout.pipeline() == 1
                ? over
                : over + ", the largest of " + layout.pipeline() + " stages having "
                        + preset.cache().stage(layout.pipeline()) + " of "
                        + preset.cache().layers() + " layers";
    }

    private String wayOut() {
        long tokens = (long) Math.floor((usable() - overhead() - weights(layout)) / cache(layout, 1));
        if (tokens >= 1) {
            return "a contextLength of " + tokens + " fits";
        }
        Optional<String> gpus = COUNTS.stream()
                .filter(more -> layout.nodes() == 1 && more > layout.gpus() && fits(usual(1, more)))
                .findFirst()
                .map(more -> more + " GPUs of this kind would do");
        return gpus.or(() -> IntStream.rangeClosed(layout.nodes() + 1, MOST_NODES)
                        .filter(more -> fits(usual(more, Math.max(layout.gpus(), COUNTS.get(COUNTS.size() - 1)))))
                        .mapToObj(more -> more + " nodes of " + COUNTS.get(COUNTS.size() - 1) + " would do")
                        .findFirst())
                .orElse("no nodes of this kind hold it");
    }

    private static Layout usual(int nodes, int gpus) {
        return Layout.of(nodes, gpus, null, null);
    }

    private boolean fits(Layout over) {
        return used(over) <= usable();
    }

    private double used(Layout over) {
        return weights(over) + cache(over, context) + overhead();
    }

    /** Experts are cut or spread over all GPUs, the rest over those of a copy. */
    private double weights(Layout over) {
        double experts = (weightBytes - shared()) / (over.tensor() * over.data());
        double rest = shared() / over.tensor();
        return (experts + rest) * stage(over) / Sizes.GIB;
    }

    private double shared() {
        return preset.sharedGB() == null ? weightBytes : Math.min(weightBytes, preset.sharedGB() * GB);
    }

    /** Part of the layers that the largest stage has. */
    private double stage(Layout over) {
        return preset.cache() == null
                ? 1.0 / over.pipeline()
                : (double) preset.cache().stage(over.pipeline())
                        / preset.cache().layers();
    }

    private double cache(Layout over, long tokens) {
        return preset.cache().bytesPerGpu(over.tensor(), over.pipeline(), cutContext) * tokens / Sizes.GIB;
    }

    private double overhead() {
        return preset.overheadGiB() == null ? USUAL_OVERHEAD : preset.overheadGiB();
    }

    private double usable() {
        return share * gpu.mib() / Sizes.MIB_OF_GIB;
    }
}
