package dev.cortexllm.sandbox.models;

import dev.cortexllm.sandbox.models.control.Price;
import dev.cortexllm.sandbox.models.engine.EngineSettings;
import dev.cortexllm.sandbox.models.ranks.Group;
import dev.cortexllm.sandbox.models.server.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags. Their defaults and meaning are the documentation; {@code --help} prints it. */
@Command(
        name = "model-server",
        sortOptions = false,
        description = {
            "Stands in for an LLM provider or engine. With vllm, a real vLLM command line may follow; the flags below"
                    + " may then carry the prefix --sim-.",
            "More flags are read from the environment variable CORTEX_SANDBOX_ARGS."
        })
final class ModelServerCommand {
    /** In simulated GPU memory each slot has room for this many tokens, unless told otherwise. */
    private static final long KV_TOKENS_PER_SLOT = 4096;

    @Parameters(
            index = "0",
            paramLabel = "FORMAT",
            description = "Whose API to speak: openai, vllm, anthropic, gemini or ollama.")
    private String format;

    @Option(names = "--host", description = "Address to bind (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "Port to bind; 0 picks a free one (default: 0, vllm: 8000).")
    private Integer port;

    @Option(names = "--model", paramLabel = "NAME", description = "A served model; repeatable.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--capacity", paramLabel = "N", description = "Generations at a time; 0 is unlimited (default).")
    private int capacity;

    @Option(names = "--queue-limit", paramLabel = "N", description = "Generations that may wait; -1 is unlimited.")
    private int queueLimit = -1;

    @Option(names = "--load-time", paramLabel = "TIME", description = "Until the model is loaded: 503 (default: 0).")
    private Duration loadTime = Duration.ZERO;

    @Option(names = "--bind-after-load", description = "Keep the port closed while the model loads.")
    private boolean bindAfterLoad;

    @Option(names = "--time-to-first-token", paramLabel = "TIME", description = "Default: 50ms.")
    private Duration timeToFirstToken = Duration.ofMillis(50);

    @Option(names = "--time-per-token", paramLabel = "TIME", description = "Default: 10ms.")
    private Duration timePerToken = Duration.ofMillis(10);

    @Option(names = "--completion-tokens", paramLabel = "N", description = "Length of an uncut answer; default 64.")
    private int completionTokens = 64;

    @Option(names = "--seed", description = "Of content, identifiers and faults (default: 0).")
    private long seed;

    @Option(names = "--api-key", paramLabel = "KEY", description = "An accepted key; repeatable. None: all get in.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--prices",
            paramLabel = "IN,OUT[,CACHED[,WRITE]]",
            description = "USD per million tokens, for the bill; the cache's as input unless given.")
    private Price price = Price.FREE;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            description = "Time for running generations after SIGTERM (default: 30, vllm: 0 as --shutdown-timeout).")
    private Integer drainSeconds;

    @Option(names = "--context-length", paramLabel = "N", description = "Most tokens of prompt and answer; 0: any.")
    private int contextLength;

    @Option(
            names = "--prefix-cache-blocks",
            paramLabel = "N",
            description = "Blocks of 16 words; a known prefix shortens the first token (default: 0, vllm: 4096).")
    private Integer prefixCacheBlocks;

    @Option(names = "--kv-tokens", paramLabel = "N", description = "Size of the key-value cache; 0: 4096 per slot.")
    private long kvTokens;

    @Option(names = "--auto-tool-choice", description = "vllm only, as --enable-auto-tool-choice.")
    private boolean autoToolChoice;

    @Option(
            names = "--nnodes",
            paramLabel = "N",
            description = "vllm only: processes that are one engine (default: 1).")
    private int nodes = 1;

    @Option(names = "--node-rank", paramLabel = "N", description = "vllm only: number of this one; 0 serves.")
    private int nodeRank;

    @Option(names = "--master-addr", paramLabel = "HOST", description = "vllm only: where rank 0 waits for the others.")
    private String masterAddress;

    @Option(names = "--master-port", paramLabel = "PORT", description = "vllm only: its port there; default 29501.")
    private int masterPort = 29501;

    @Option(names = "--headless", description = "vllm only: this is not rank 0, and serves nothing.")
    private boolean headless;

    @Option(
            names = "--data-parallel-size",
            paramLabel = "N",
            description = "vllm only: copies of the attention layers.")
    private int copies = 1;

    @Option(names = "--data-parallel-size-local", paramLabel = "N", description = "vllm only: those of this process.")
    private int copiesHere;

    @Option(names = "--data-parallel-start-rank", paramLabel = "N", description = "vllm only: number of the first one.")
    private int firstCopy;

    @Option(names = "--data-parallel-address", paramLabel = "HOST", description = "vllm only: where copies register.")
    private String copiesAddress;

    @Option(names = "--data-parallel-rpc-port", paramLabel = "PORT", description = "vllm only: its port there.")
    private int copiesPort = 29550;

    @Option(
            names = "--join-timeout",
            paramLabel = "TIME",
            description = "How long the ranks wait for each other (default: 10m).")
    private Duration joinTimeout = Duration.ofMinutes(10);

    @Option(names = "--help", usageHelp = true, description = "Print this.")
    private boolean help;

    /**
     * Returns the options.
     *
     * @throws IllegalArgumentException naming what is out of range
     */
    ServerOptions options() {
        boolean vllm = format.equals("vllm");
        return new ServerOptions(
                format,
                host,
                port != null ? port : vllm ? 8000 : 0,
                models,
                new EngineSettings(capacity, queueLimit, timeToFirstToken, timePerToken, completionTokens),
                loadTime,
                bindAfterLoad,
                Duration.ofSeconds(drainSeconds != null ? drainSeconds : vllm ? 0 : 30),
                seed,
                new HashSet<>(keys),
                price,
                contextLength,
                prefixCacheBlocks != null ? prefixCacheBlocks : vllm ? 4096 : 0,
                kvTokens > 0 ? kvTokens : KV_TOKENS_PER_SLOT * Math.max(1, capacity == 0 ? 256 : capacity),
                autoToolChoice);
    }

    /**
     * The other processes of the same engine.
     *
     * @return where this one stands among them; null when it stands alone
     * @throws IllegalArgumentException naming what contradicts
     */
    Group group() {
        return Group.of(new Group.Flags(
                nodes,
                nodeRank,
                masterAddress,
                masterPort,
                headless,
                copies,
                copiesHere,
                firstCopy,
                copiesAddress,
                copiesPort));
    }

    Duration joinTimeout() {
        return joinTimeout;
    }
}
