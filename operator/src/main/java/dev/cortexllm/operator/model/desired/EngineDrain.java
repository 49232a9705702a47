package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.EngineProfile;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import java.time.Duration;
import java.util.List;

/**
 * How an engine stops, all of it reckoned from {@code drainTimeout}. First it goes on for the time that others need to hear of
 * its end. Then running answers may finish: an engine that does so by itself when told to stop (vLLM that knows
 * {@code --shutdown-timeout}, SGLang) is told; for all others, which would break them off, the hook goes on until the engine
 * says that it works on nothing. What is left of the grace period is for leaving.
 */
final class EngineDrain {
    /** How long a stopping engine goes on taking requests until nobody sends it new ones. */
    static final Duration ENDPOINT_LAG = Duration.ofSeconds(5);
    /** What remains after draining for leaving. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private static final String SHELL = "/bin/sh";

    /**
     * Asks the engine's own metrics: their page is {@code $0}, {@code $1} and {@code $2} the seconds of lag and drain, {@code $3} what a
     * busy engine's page has. An engine that does not answer, and an image without curl, are not waited for.
     */
    private static final String UNTIL_METRICS_SAY_IDLE = """
            sleep "$1"
            end=$(($(date +%s) + $2))
            while [ "$(date +%s)" -lt "$end" ] \\
              && curl -sf -m 5 "http://${CORTEX_ENGINE_HOST:-127.0.0.1}$0" | grep -Eq "$3"; do
              sleep 1
            done
            """;

    /**
     * Ollama counts nothing, but a model that is asked to leave memory stays until its last request is answered. The model is {@code $0},
     * {@code $1} and {@code $2} as above. It is asked again and again, as a request that comes in between makes it stay.
     */
    private static final String UNTIL_MODEL_IS_OUT = """
            sleep "$1"
            end=$(($(date +%s) + $2))
            while [ "$(date +%s)" -lt "$end" ]; do
              ollama stop "$0" > /dev/null 2>&1
              [ "$(ollama ps 2> /dev/null | wc -l)" -gt 1 ] || break
              sleep 1
            done
            """;

    private EngineDrain() {}

    /** The time from the request to go until the engine is killed. */
    static Duration grace(ModelDeploymentSpec spec) {
        return ENDPOINT_LAG.plus(drain(spec)).plus(MARGIN);
    }

    /** What the kubelet runs before it tells the engine to stop. */
    static LifecycleHandler preStop(EngineSettings settings) {
        if (finishesByItself(settings)) {
            return new LifecycleHandlerBuilder()
                    .withNewSleep(ENDPOINT_LAG.toSeconds())
                    .build();
        }
        return new LifecycleHandlerBuilder()
                .withNewExec()
                .withCommand(waiting(settings))
                .endExec()
                .build();
    }

    /** SGLang answers what it has when it gets SIGTERM (tokenizer_manager.py, sigterm_watchdog). */
    private static boolean finishesByItself(EngineSettings settings) {
        return switch (settings.type()) {
            case SGLANG -> true;
            case VLLM ->
                EngineFacts.bundled().flags().all().stream()
                        .filter(flag -> flag.engine() == EngineType.VLLM
                                && flag.setting().equals("drain"))
                        .anyMatch(flag -> flag.knownTo(settings.serving().version()));
            case LLAMA_CPP, OLLAMA -> false;
        };
    }

    private static List<String> waiting(EngineSettings settings) {
        EngineProfile engine = settings.serving().engine();
        String lag = String.valueOf(ENDPOINT_LAG.toSeconds());
        String drain = String.valueOf(drain(settings.spec()).toSeconds());
        if (settings.type() == EngineType.OLLAMA) {
            return List.of(SHELL, "-c", UNTIL_MODEL_IS_OUT, settings.serving().name(), lag, drain);
        }
        // vLLM: vllm:num_requests_running{...} 3.0; llama.cpp: llamacpp:requests_processing 3
        String busy = settings.type() == EngineType.VLLM
                ? "^vllm:num_requests_(running|waiting)[{].*[}] [1-9]"
                : "^llamacpp:requests_(processing|deferred) [1-9]";
        return List.of(SHELL, "-c", UNTIL_METRICS_SAY_IDLE, ":" + engine.port() + engine.metrics(), lag, drain, busy);
    }

    private static Duration drain(ModelDeploymentSpec spec) {
        return Durations.parse(spec.drainTimeout());
    }
}
