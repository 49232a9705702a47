package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.engine.EngineProfile;
import dev.cortexllm.operator.child.Amounts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/**
 * The engine's container. The images of vLLM and SGLang run as root and keep files outside their volumes, so neither a
 * non-root user nor a read-only root is asked of them; everything else of the restricted profile is. Ollama and llama.cpp run
 * as a user of their own.
 */
final class EngineContainer {
    /** Seconds between two start-up checks: how late a loaded model is noticed at the most. */
    private static final int STARTUP_SECONDS = 2;
    /** Seconds between two readiness checks. */
    private static final int READINESS_SECONDS = 2;
    /** Seconds between two liveness checks; slow, for a busy engine may answer late. */
    private static final int LIVENESS_SECONDS = 30;

    private EngineContainer() {}

    static Container desired(EngineSettings settings) {
        EngineProfile engine = settings.serving().engine();
        String model = settings.serving().name();
        return new ContainerBuilder()
                .withName("engine")
                .withImage(settings.image())
                .withCommand(engine.command())
                .withArgs(EngineArguments.of(settings))
                .withEnv(EngineEnvironment.of(settings))
                .addNewPort()
                .withName("http")
                .withContainerPort(engine.port())
                .withProtocol("TCP")
                .endPort()
                .withResources(resources(settings))
                .withStartupProbe(probe(engine.health(), STARTUP_SECONDS, startupFailures(settings)))
                .withReadinessProbe(probe(engine.ready().replace("{model}", model), READINESS_SECONDS, 2))
                .withLivenessProbe(probe(engine.health(), LIVENESS_SECONDS, 5))
                .withLifecycle(lifecycle(settings))
                // The last lines of a crashed engine's output become part of the status.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(restricted())
                .withVolumeMounts(EngineVolumes.of(settings).mounts())
                .build();
    }

    static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private static Lifecycle lifecycle(EngineSettings settings) {
        LifecycleBuilder lifecycle = new LifecycleBuilder()
                .withNewPreStop()
                .withNewSleep(EngineDeployment.ENDPOINT_LAG.toSeconds())
                .endPreStop();
        if (settings.type() == EngineType.OLLAMA) {
            lifecycle
                    .withNewPostStart()
                    .withNewExec()
                    .withCommand(OllamaPull.warmUp(settings))
                    .endExec()
                    .endPostStart();
        }
        return lifecycle.build();
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

    private static int startupFailures(EngineSettings settings) {
        long seconds = EngineDeployment.startup(settings).toSeconds();
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
