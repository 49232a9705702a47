package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.PodMetadata;
import dev.cortexllm.engine.StartupBudget;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The template of the engine pods; {@link EngineDrain} says how they stop. */
public final class EnginePod {
    private EnginePod() {}

    /** The template with the user's overlay in it; throws {@link TemplateMisfit} when that makes no pod template. */
    static PodTemplateSpec desired(EngineSettings settings, Rank rank) {
        return PodOverlay.merged(
                new PodTemplateSpec(metadata(settings), pod(settings, rank)),
                settings.spec().podTemplate());
    }

    /** Labels of the pods that answer requests. */
    static Map<String, String> answering(EngineSettings settings) {
        Map<String, String> labels = Labels.selector(settings.owner().name(), Labels.ENGINE);
        if (settings.nodes() > 1) {
            labels.put(LeaderWorkerSet.WORKER_INDEX, LeaderWorkerSet.LEADER);
        }
        return labels;
    }

    /**
     * Selects the pods that answer requests: one of each replica.
     *
     * @param settings the model deployment
     * @return a label selector as the scale subresource spells it
     */
    public static String answeringText(EngineSettings settings) {
        return answering(settings).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    /** How long loading may take: what the user says, else computed from the size of the weights. */
    static Duration startup(EngineSettings settings) {
        String given = settings.spec().startupTimeout();
        return given == null ? StartupBudget.of(settings.serving().weightBytes()) : Durations.parse(given);
    }

    private static ObjectMeta metadata(EngineSettings settings) {
        ObjectMeta ours = Labels.pod(settings.owner().name(), Labels.ENGINE);
        Map<String, String> network = settings.network().annotations();
        PodMetadata given = settings.spec().podMetadata();
        if (given != null) {
            ours.setLabels(with(given.labels(), ours.getLabels()));
            ours.setAnnotations(with(given.annotations(), ours.getAnnotations()));
        }
        ours.setAnnotations(with(network, ours.getAnnotations()));
        return ours;
    }

    private static Map<String, String> with(Map<String, String> given, Map<String, String> ours) {
        Map<String, String> all = new TreeMap<>(given == null ? Map.of() : given);
        all.putAll(ours);
        return all;
    }

    private static PodSpec pod(EngineSettings settings, Rank rank) {
        ModelDeploymentSpec spec = settings.spec();
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                // A Service named like the engine would set variables that vLLM takes for its own (VLLM_PORT).
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(EngineDrain.grace(spec).toSeconds())
                .withSecurityContext(security(settings))
                .withNodeSelector(spec.nodeSelector())
                .withTolerations(tolerations(spec))
                .withImagePullSecrets(pullSecrets(spec))
                .withPriorityClassName(spec.priorityClassName())
                .withServiceAccountName(spec.serviceAccountName())
                .withInitContainers(pulls(settings) ? List.of(OllamaPull.desired(settings)) : List.of())
                .withContainers(EngineContainer.desired(settings, rank))
                .withVolumes(EngineVolumes.of(settings).volumes())
                .build();
    }

    /** With a cache the model is there before the pod. */
    private static boolean pulls(EngineSettings settings) {
        return settings.type() == EngineType.OLLAMA && settings.spec().cache() == null;
    }

    /** The group owns the cache, so that the user can write there; a claim that already belongs to it is not walked. */
    private static PodSecurityContext security(EngineSettings settings) {
        Long user = settings.serving().engine().user();
        Long group = settings.spec().cache() == null ? user : Long.valueOf(EngineCache.USER);
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(user == null ? null : true)
                .withRunAsUser(user)
                .withRunAsGroup(user)
                .withFsGroup(group)
                .withFsGroupChangePolicy(group == null ? null : "OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    static List<LocalObjectReference> pullSecrets(ModelDeploymentSpec spec) {
        return spec.imagePullSecrets() == null
                ? List.of()
                : spec.imagePullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList();
    }

    /** From the wish that a pod should go until it is killed. */
    static List<Toleration> tolerations(ModelDeploymentSpec spec) {
        return spec.tolerations() == null
                ? List.of()
                : spec.tolerations().stream()
                        .map(t -> new Toleration(t.effect(), t.key(), t.operator(), t.tolerationSeconds(), t.value()))
                        .toList();
    }
}
