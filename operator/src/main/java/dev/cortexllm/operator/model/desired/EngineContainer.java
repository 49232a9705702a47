package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.engine.EngineProfile;
import dev.cortexllm.operator.child.Amounts;
import dev.cortexllm.operator.child.CanonicalQuantity;
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
import java.util.List;

/**
 * The engine's container. The images of vLLM and SGLang run as root and keep files outside their volumes, so neither a
 * non-root user nor a read-only root is asked of them; everything else of the restricted profile is. Ollama and llama.cpp run
 * as a user of their own.
 */
final class EngineContainer {
    /** Seconds between two liveness checks; slow, for a busy engine may answer late. */
    private static final int LIVENESS_SECONDS = 30;
    /** Seconds that an answer to a probe may take at the most, and that of liveness at the least. */
    private static final int ANSWER_SECONDS = 10;

    /** Seconds between two questions of a ready worker: nobody sends it requests, and each one starts a shell. */
    private static final int WORKER_SECONDS = 10;

    private EngineContainer() {}

    static Container desired(EngineSettings settings, Rank rank) {
        EngineProfile engine = settings.serving().engine();
        String ready = engine.ready().replace("{model}", settings.serving().name());
        int every = engine.everySeconds();
        int soon = Math.min(every, ANSWER_SECONDS);
        return new ContainerBuilder()
                .withName("engine")
                .withImage(settings.image())
                .withCommand(rank == Rank.ALONE ? engine.command() : GroupStart.command(settings, rank))
                .withArgs(arguments(settings, rank))
                .withEnv(EngineEnvironment.of(settings))
                .addNewPort()
                .withName("http")
                .withContainerPort(engine.port())
                .withProtocol("TCP")
                .endPort()
                .withResources(resources(settings))
                .withStartupProbe(probe(answers(engine, rank, engine.health()), every, soon, startupFailures(settings)))
                .withReadinessProbe(
                        rank == Rank.WORKER
                                ? probe(answers(engine, rank, ready), WORKER_SECONDS, ANSWER_SECONDS, 3)
                                : probe(answers(engine, rank, ready), every, soon, 2))
                .withLivenessProbe(probe(
                        answers(engine, rank, engine.health()),
                        LIVENESS_SECONDS,
                        Math.max(ANSWER_SECONDS, 2 * every),
                        5))
                .withLifecycle(lifecycle(settings, rank))
                // The last lines of a crashed engine's output become part of the status.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withSecurityContext(security(settings))
                .withVolumeMounts(EngineVolumes.of(settings).mounts())
                .build();
    }

    private static List<String> arguments(EngineSettings settings, Rank rank) {
        List<String> arguments = EngineArguments.of(settings, rank);
        return rank == Rank.ALONE
                ? arguments
                : GroupStart.arguments(settings.serving().engine(), arguments);
    }

    private static SecurityContext security(EngineSettings settings) {
        List<String> more = settings.network().capabilities();
        return more.isEmpty()
                ? restricted()
                : new SecurityContextBuilder(restricted())
                        .editCapabilities()
                        .withAdd(more)
                        .endCapabilities()
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

    private static Lifecycle lifecycle(EngineSettings settings, Rank rank) {
        if (rank == Rank.WORKER) {
            return new LifecycleBuilder()
                    .withNewPreStop()
                    .withNewExec()
                    .withCommand(GroupStart.leaderLeaves(settings.serving().engine()))
                    .endExec()
                    .endPreStop()
                    .build();
        }
        LifecycleBuilder lifecycle = new LifecycleBuilder().withPreStop(EngineDrain.preStop(settings));
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
        settings.network().resources().forEach((name, amount) -> {
            if (builder.getLimits() == null || !builder.getLimits().containsKey(name)) {
                builder.addToLimits(name, CanonicalQuantity.of(amount));
            }
        });
        return builder.addToLimits(EngineSettings.GPU, new Quantity(String.valueOf(settings.gpus())))
                .build();
    }

    private static int startupFailures(EngineSettings settings) {
        long seconds = EnginePod.startup(settings).toSeconds();
        int every = settings.serving().engine().everySeconds();
        return (int) Math.max(1, (seconds + every - 1) / every);
    }

    /** A question to the engine itself, of a worker to its leader. */
    private static ProbeBuilder answers(EngineProfile engine, Rank rank, String path) {
        ProbeBuilder probe = new ProbeBuilder();
        return rank == Rank.WORKER
                ? probe.withNewExec()
                        .withCommand(GroupStart.leaderAnswers(engine))
                        .endExec()
                : probe.withNewHttpGet()
                        .withPath(path)
                        .withPort(new IntOrString("http"))
                        .withScheme("HTTP")
                        .endHttpGet();
    }

    private static Probe probe(ProbeBuilder question, int periodSeconds, int timeoutSeconds, int failures) {
        return question.withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(timeoutSeconds)
                .withFailureThreshold(failures)
                .build();
    }
}
