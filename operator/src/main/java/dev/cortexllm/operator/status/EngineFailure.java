package dev.cortexllm.operator.status;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What engines print when they fail for a reason that a person can do something about. */
final class EngineFailure {
    private static final List<Known> KNOWN = List.of(
            new Known(
                    "UnknownArgument",
                    "(?i)(?:unrecognized arguments?|invalid argument|unknown (?:flag|argument)|unexpected argument|no such option): *(.+)",
                    "%s does not know it: take it out of extraArgs, or change engine.version"),
            new Known("InvalidArgument", "error: argument \\S+: .*", "%s refuses its value: correct it in extraArgs"),
            new Known(
                    "ModelNotFound",
                    "Repository Not Found|RepositoryNotFoundError|not a valid model identifier|RevisionNotFoundError"
                            + "|EntryNotFoundError|pull model manifest: file does not exist",
                    "check model.source and model.revision; a private repository needs model.tokenSecretRef"),
            new Known(
                    "GatedRepository",
                    "GatedRepoError|[Gg]ated repo|Access to model \\S+ is restricted|not in the authorized list",
                    "ask for access on the model's page, and give model.tokenSecretRef a token of that account"),
            new Known(
                    "GpuOutOfMemory",
                    "(?:CUDA|HIP) out of memory|OutOfMemoryError|cudaMalloc failed: out of memory|CUDA error: out of memory"
                            + "|No available memory for the cache blocks|available KV cache memory|stored in KV cache"
                            + "|less than desired GPU memory|Not enough memory\\. Please try",
                    "the GPUs are too small or in use: lower contextLength or maxConcurrency, or give it more gpus"),
            new Known("SharedMemoryTooSmall", "/dev/shm|insufficient shared memory|Bus error", "raise sharedMemory"),
            new Known(
                    "DiskTooSmall",
                    "(?i)no space left on device|Not enough (?:free )?disk space",
                    "the volume of the weights is full"),
            new Known(
                    "GpuUnavailable",
                    "no CUDA-capable device|No CUDA GPUs are available|Found no NVIDIA driver|NVIDIA driver on your system is too old"
                            + "|CUDA driver version is insufficient|Failed to infer device type|libcuda\\.so",
                    "the container sees no GPU that it can use: check gpus, the node's driver and its device plugin"),
            new Known(
                    "UnsupportedModel",
                    "(?i)architectures? .*(?:is|are) not supported|unknown model architecture|does not recognize this architecture",
                    "%s cannot serve this model: a later engine.version may"),
            new Known(
                    "SourceUnreachable",
                    "(?i)name resolution|could not resolve host|no such host|Max retries exceeded|LocalEntryNotFoundError"
                            + "|ConnectTimeout|i/o timeout",
                    "the pod does not reach the place of the weights: check network policies and proxies"));

    private EngineFailure() {}

    private record Known(String reason, Pattern pattern, String advice) {
        Known(String reason, String pattern, String advice) {
            this(reason, Pattern.compile(pattern), advice);
        }
    }

    /**
     * Reads an output.
     *
     * @param output the last lines of an engine
     * @param engine what the engine is called in sentences, such as {@code vLLM 0.19.1}
     * @return reason, and the line with advice; empty when it is nothing that is known
     */
    static Optional<Trouble> of(EngineOutput output, String engine) {
        for (Known known : KNOWN) {
            Optional<Matcher> match = output.find(known.pattern());
            if (match.isPresent()) {
                return Optional.of(new Trouble(
                        known.reason(),
                        EngineOutput.lineOf(match.get()) + "; " + known.advice().formatted(engine)));
            }
        }
        return Optional.empty();
    }
}
