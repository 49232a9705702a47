package dev.cortexllm.engine;

/**
 * A kind of GPU, a row of {@code gpus.csv}.
 *
 * @param name short name, as presets write it
 * @param label how the node label {@code nvidia.com/gpu.product} begins
 * @param mib memory of one, in MiB
 */
public record Gpu(String name, String label, int mib) {}
