package dev.cortexllm.compile;

/** What holds for an engine unless its ModelDeployment says otherwise. */
public final class EngineDefaults {
    /** Port of vLLM's server ({@code vllm serve}, {@code --port}). */
    public static final int VLLM_PORT = 8000;

    /**
     * Requests that one vLLM replica works on at the same time ({@code --max-num-seqs}): 256 on GPUs below 70 GiB and on
     * the A100, 1024 above (vllm/engine/arg_utils.py, {@code EngineArgs.get_batch_defaults}, 0.19). The smaller number, as
     * the compiler cannot see the GPU: it spills too early rather than too late. Only {@code spec.maxConcurrency} makes
     * engine and router agree.
     */
    public static final int VLLM_CONCURRENCY = 256;

    /** Path under which engines serve OpenAI's API. */
    static final String API_PATH = "/v1";

    private EngineDefaults() {}
}
