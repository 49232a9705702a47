package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import dev.cortexllm.engine.Preset;
import dev.cortexllm.engine.Serving;
import dev.cortexllm.engine.StartupBudget;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engine's environment. What the user gives wins over ours. */
final class EngineEnvironment {
    private EngineEnvironment() {}

    static List<EnvVar> of(EngineSettings settings) {
        List<EnvVar> environment = new ArrayList<>();
        String cache = settings.serving().engine().cache();
        switch (settings.type()) {
            case VLLM -> {
                put(environment, "HF_HOME", cache);
                environment.add(podAddress("VLLM_HOST_IP"));
                patience(environment, EnginePod.startup(settings));
            }
            case SGLANG -> {
                put(environment, "HF_HOME", cache);
                environment.add(podAddress("SGLANG_HOST_IP"));
            }
            case LLAMA_CPP -> {
                put(environment, "HF_HOME", cache);
                put(environment, "HOME", cache);
                put(environment, "LLAMA_CACHE", cache);
            }
            case OLLAMA -> ollama(environment, settings);
        }
        SecretKeyRef token = settings.model().tokenSecretRef();
        if (token != null) {
            environment.add(new EnvVarBuilder()
                    .withName("HF_TOKEN")
                    .withNewValueFrom()
                    .withNewSecretKeyRef(token.key(), token.name(), null)
                    .endValueFrom()
                    .build());
        }
        settings.serving().preset().map(Preset::variables).orElse(Map.of()).forEach((k, v) -> put(environment, k, v));
        settings.network().env().forEach((name, value) -> put(environment, name, value));
        if (settings.spec().env() != null) {
            settings.spec().env().forEach(variable -> put(environment, variable.name(), variable.value()));
        }
        return environment;
    }

    /** Of the step that pulls the model: the same store, seen by nobody else. */
    static List<EnvVar> ofPull(EngineSettings settings) {
        List<EnvVar> environment = of(settings);
        put(
                environment,
                "OLLAMA_HOST",
                "127.0.0.1:" + settings.serving().engine().port());
        return environment;
    }

    private static void ollama(List<EnvVar> environment, EngineSettings settings) {
        Serving serving = settings.serving();
        String cache = serving.engine().cache();
        put(environment, "HOME", cache);
        put(environment, "OLLAMA_MODELS", cache);
        put(environment, "OLLAMA_HOST", "0.0.0.0:" + serving.engine().port());
        // Names that end in cloud would be sent to ollama.com without a word.
        put(environment, "OLLAMA_NO_CLOUD", "1");
        if (settings.spec().cache() != null) {
            // At its start an Ollama deletes what no model names, which may be what another one just downloads.
            put(environment, "OLLAMA_NOPRUNE", "1");
        }
        // The pod is there for this model alone: it stays in memory.
        put(environment, "OLLAMA_KEEP_ALIVE", "-1");
        put(environment, "OLLAMA_LOAD_TIMEOUT", EnginePod.startup(settings).toSeconds() + "s");
        put(environment, "OLLAMA_NUM_PARALLEL", String.valueOf(serving.concurrency()));
        if (serving.contextLength() != null) {
            put(environment, "OLLAMA_CONTEXT_LENGTH", String.valueOf(serving.contextLength()));
        }
    }

    /** vLLM gives its own processes ten minutes to load, which large weights take longer than. */
    private static void patience(List<EnvVar> environment, Duration startup) {
        if (startup.compareTo(StartupBudget.LEAST) > 0) {
            put(environment, "VLLM_ENGINE_READY_TIMEOUT_S", String.valueOf(startup.toSeconds()));
        }
    }

    private static EnvVar podAddress(String name) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", "status.podIP")
                .endValueFrom()
                .build();
    }

    /** A name may be there only once. */
    private static void put(List<EnvVar> environment, String name, String value) {
        environment.removeIf(other -> other.getName().equals(name));
        environment.add(new EnvVar(name, value, null));
    }
}
