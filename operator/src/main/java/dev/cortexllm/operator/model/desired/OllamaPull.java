package dev.cortexllm.operator.model.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.List;

/**
 * How Ollama gets its model: a step before the engine starts pulls it into the pod's cache and gives it the name that it is
 * served under, and a hook after the start brings it into memory.
 */
final class OllamaPull {
    private static final String SHELL = "/bin/sh";
    /** A server is needed for pulling; it goes when the step ends. The source is {@code $0}, the name {@code $1}. */
    private static final String PULL = """
            ollama serve & server=$!
            until ollama list > /dev/null 2>&1; do kill -0 "$server" || exit 1; sleep 1; done
            ollama pull "$0" && { [ "$0" = "$1" ] || ollama cp "$0" "$1"; }
            status=$?
            kill "$server"; wait "$server"
            exit "$status"
            """;
    /** Loading with an empty prompt. A model that only embeds cannot be warmed up so, and is loaded by its first request. */
    private static final String WARM_UP = """
            until ollama list > /dev/null 2>&1; do sleep 1; done
            ollama run "$0" "" || true
            """;

    private OllamaPull() {}

    static Container desired(EngineSettings settings) {
        return new ContainerBuilder()
                .withName("pull")
                .withImage(settings.image())
                .withCommand(SHELL, "-c", PULL)
                .withArgs(
                        settings.serving().source().place(), settings.serving().name())
                .withEnv(EngineEnvironment.ofPull(settings))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(EngineContainer.restricted())
                .withVolumeMounts(EngineVolumes.of(settings).mounts())
                .build();
    }

    static List<String> warmUp(EngineSettings settings) {
        return List.of(SHELL, "-c", WARM_UP, settings.serving().name());
    }
}
