package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import dev.cortexllm.load.LoadProgress;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The containers of a load Job: the loader, and beside it an Ollama where that has to do the work. */
final class LoadContainer {
    static final String NAME = "load";

    private static final String CACHE = "cache";
    private static final String TEMPORARY = "tmp";
    private static final Set<String> PROXIES = Set.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");
    private static final String MESSAGE = "/dev/termination-log";

    private LoadContainer() {}

    static Container desired(EngineCache cache, LoadSettings load, List<String> keep) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(load.image())
                .withArgs(arguments(cache, keep))
                .withEnv(environment(cache.settings()))
                .addNewPort()
                .withName("progress")
                .withContainerPort(LoadProgress.PORT)
                .withProtocol("TCP")
                .endPort()
                .withNewResources()
                .addToRequests("cpu", new Quantity("500m"))
                .addToRequests("memory", new Quantity("512Mi"))
                .addToLimits("memory", new Quantity("1Gi"))
                .endResources()
                .withTerminationMessagePath(MESSAGE)
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(new SecurityContextBuilder(EngineContainer.restricted())
                        .withReadOnlyRootFilesystem(true)
                        .withRunAsNonRoot(true)
                        .build())
                .withVolumeMounts(mount(CACHE, folder(cache.settings())), mount(TEMPORARY, "/tmp"))
                .build();
    }

    /** A native sidecar: it ends when the loader has ended. */
    static Container ollama(EngineSettings settings) {
        List<EnvVar> environment = EngineEnvironment.ofPull(settings);
        return new ContainerBuilder()
                .withName("ollama")
                .withImage(settings.image())
                .withArgs("serve")
                .withRestartPolicy("Always")
                .withEnv(environment)
                .withNewResources()
                .addToRequests("cpu", new Quantity("500m"))
                .addToRequests("memory", new Quantity("512Mi"))
                .addToLimits("memory", new Quantity("2Gi"))
                .endResources()
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(EngineContainer.restricted())
                .withVolumeMounts(mount(CACHE, folder(settings)))
                .build();
    }

    static List<Volume> volumes(EngineCache cache) {
        return List.of(
                new VolumeBuilder()
                        .withName(CACHE)
                        .withNewPersistentVolumeClaim()
                        .withClaimName(cache.claim())
                        .endPersistentVolumeClaim()
                        .build(),
                new VolumeBuilder()
                        .withName(TEMPORARY)
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build());
    }

    private static List<String> arguments(EngineCache cache, List<String> keep) {
        EngineSettings settings = cache.settings();
        List<String> arguments = new ArrayList<>(List.of(
                "load",
                settings.serving().source().scheme() + "://"
                        + settings.serving().source().place(),
                "--into=" + folder(settings),
                "--key=" + cache.key(),
                "--message=" + MESSAGE));
        add(arguments, "--revision", settings.serving().revision());
        add(arguments, "--file", settings.serving().file());
        if (settings.type() == EngineType.OLLAMA) {
            add(arguments, "--name", settings.serving().name());
        }
        add(arguments, "--keep", keep.isEmpty() ? null : String.join(",", keep));
        return arguments;
    }

    private static void add(List<String> arguments, String name, String value) {
        if (value != null) {
            arguments.add(name + "=" + value);
        }
    }

    /** Of the user's variables those that say where and how the hub is reached. */
    private static List<EnvVar> environment(EngineSettings settings) {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(new EnvVar("CORTEX_LISTEN_ADDRESS", "0.0.0.0", null));
        if (settings.type() == EngineType.OLLAMA) {
            environment.add(new EnvVar(
                    "OLLAMA_HOST", "127.0.0.1:" + settings.serving().engine().port(), null));
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
        if (settings.spec().env() != null) {
            settings.spec().env().stream()
                    .filter(variable -> variable.name().startsWith("HF_")
                            || PROXIES.contains(variable.name().toUpperCase(Locale.ROOT)))
                    .filter(variable -> token == null || !variable.name().equals("HF_TOKEN"))
                    .forEach(variable -> environment.add(new EnvVar(variable.name(), variable.value(), null)));
        }
        return environment;
    }

    private static String folder(EngineSettings settings) {
        return settings.serving().engine().cache();
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }
}
