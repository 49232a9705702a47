package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.operator.child.Amounts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's container. The stock image runs as root and keeps files outside its volumes, so neither a non-root user nor
 * a read-only root is asked of it; everything else of the restricted profile is.
 */
final class EngineContainer {
    static final String SHARED_MEMORY = "dshm";
    static final String CACHE = "cache";

    private static final String CACHE_DIR = "/var/cache/huggingface";
    /** Seconds between two start-up checks: how late a loaded model is noticed at the most. */
    private static final int STARTUP_SECONDS = 2;
    /** Seconds between two readiness checks. */
    private static final int READINESS_SECONDS = 2;
    /** Seconds between two liveness checks; slow, for a busy engine may answer late. */
    private static final int LIVENESS_SECONDS = 30;

    private EngineContainer() {}

    static Container desired(EngineSettings settings) {
        ModelDeploymentSpec spec = settings.spec();
        return new ContainerBuilder()
                .withName("engine")
                .withImage(image(spec))
                .withArgs(VllmArguments.of(settings))
                .withEnv(environment(spec))
                .addNewPort()
                .withName("http")
                .withContainerPort(VllmArguments.PORT)
                .withProtocol("TCP")
                .endPort()
                .withResources(resources(settings))
                .withStartupProbe(probe("/health", STARTUP_SECONDS, startupFailures(spec)))
                .withReadinessProbe(probe("/v1/models", READINESS_SECONDS, 2))
                .withLivenessProbe(probe("/health", LIVENESS_SECONDS, 5))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(EngineDeployment.ENDPOINT_LAG.toSeconds())
                .endPreStop()
                .endLifecycle()
                // The last lines of a crashed engine's output become part of the status.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(SHARED_MEMORY)
                .withMountPath("/dev/shm")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(CACHE)
                .withMountPath(CACHE_DIR)
                .endVolumeMount()
                .build();
    }

    private static String image(ModelDeploymentSpec spec) {
        return spec.engine().image() == null
                ? "vllm/vllm-openai:v" + spec.engine().version()
                : spec.engine().image();
    }

    private static List<EnvVar> environment(ModelDeploymentSpec spec) {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(new EnvVar("HF_HOME", CACHE_DIR, null));
        environment.add(new EnvVarBuilder()
                .withName("VLLM_HOST_IP")
                .withNewValueFrom()
                .withNewFieldRef("v1", "status.podIP")
                .endValueFrom()
                .build());
        if (spec.env() != null) {
            spec.env().forEach(variable -> replace(environment, new EnvVar(variable.name(), variable.value(), null)));
        }
        return environment;
    }

    /** What the user gives wins over ours; a name may be there only once. */
    private static void replace(List<EnvVar> environment, EnvVar variable) {
        environment.removeIf(other -> other.getName().equals(variable.getName()));
        environment.add(variable);
    }

    private static ResourceRequirements resources(EngineSettings settings) {
        ResourceRequirements given = Amounts.of(settings.spec().resources());
        if (settings.gpus() == 0) {
            return given;
        }
        ResourceRequirementsBuilder builder =
                given == null ? new ResourceRequirementsBuilder() : new ResourceRequirementsBuilder(given);
        return builder.addToLimits(EngineSettings.GPU, new Quantity(String.valueOf(settings.gpus())))
                .build();
    }

    private static int startupFailures(ModelDeploymentSpec spec) {
        long seconds = Durations.parse(spec.startupTimeout()).toSeconds();
        return (int) Math.max(1, (seconds + STARTUP_SECONDS - 1) / STARTUP_SECONDS);
    }

    private static Probe probe(String path, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString("http"))
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(Math.min(periodSeconds, 10))
                .withFailureThreshold(failures)
                .build();
    }
}
