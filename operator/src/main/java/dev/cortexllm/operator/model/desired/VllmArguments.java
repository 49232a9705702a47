package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * vLLM's command line. The image's entrypoint is {@code vllm serve}, so the first argument is the repository. A flag that
 * a version does not know is never given to it.
 */
final class VllmArguments {
    static final int PORT = 8000;
    private static final String HUGGING_FACE = "hf://";

    private VllmArguments() {}

    static List<String> of(EngineSettings settings) {
        ModelDeploymentSpec spec = settings.spec();
        List<String> arguments = new ArrayList<>();
        arguments.add(spec.model().source().substring(HUGGING_FACE.length()));
        flag(arguments, "--served-model-name", spec.model().name());
        flag(arguments, "--port", PORT);
        flag(arguments, "--revision", spec.model().revision());
        flag(arguments, "--max-num-seqs", spec.maxConcurrency());
        flag(arguments, "--max-model-len", spec.contextLength());
        if (settings.gpus() > 1) {
            flag(arguments, "--tensor-parallel-size", settings.gpus());
        }
        if (drainsItself(settings)) {
            flag(
                    arguments,
                    "--shutdown-timeout",
                    Durations.parse(spec.drainTimeout()).toSeconds());
        }
        if (spec.extraArgs() != null) {
            arguments.addAll(spec.extraArgs());
        }
        return arguments;
    }

    /** From 0.18 on vLLM can finish running requests after SIGTERM; earlier ones abort them (vllm#36666). */
    private static boolean drainsItself(EngineSettings settings) {
        return EngineVersion.parse(settings.spec().engine().version()).atLeast(0, 18);
    }

    private static void flag(List<String> arguments, String name, Object value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value.toString());
        }
    }
}
