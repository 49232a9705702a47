package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.AnyFields;
import dev.cortexllm.api.Durations;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import java.util.Map;

/**
 * A model served by pods of this cluster.
 *
 * @param engine what serves it
 * @param model which model, from where
 * @param replicas number of replicas; the operator fills it in once when absent, see {@code engine.Replicas}
 * @param gpus GPUs of each engine pod, short for a limit of {@code nvidia.com/gpu}
 * @param maxConcurrency requests that one replica works on at the same time; further ones queue in the engine
 * @param contextLength largest sum of prompt and completion, in tokens
 * @param extraArgs further arguments of the engine
 * @param env further environment of the engine
 * @param resources requests and limits of the engine container
 * @param nodeSelector labels of the nodes that may run it
 * @param tolerations taints that its pods tolerate
 * @param startupTimeout how long loading the model may take
 * @param drainTimeout how long a stopping engine lets running answers finish
 * @param timeouts how long the router waits for it
 * @param circuitBreaker when it is left alone
 * @param outlierDetection when one of its endpoints is left alone
 * @param maxConcurrentRequests requests of one router in one replica at the most
 * @param loadBalancing how requests are spread over the replicas
 * @param preset name of a known model on known GPUs, see {@code presets.yaml}
 * @param sharedMemory size of {@code /dev/shm}, as a quantity
 * @param volumes further volumes of the engine
 * @param imagePullSecrets names of Secrets by which images are pulled
 * @param priorityClassName priority class of the pods
 * @param serviceAccountName service account of the pods
 * @param podMetadata labels and annotations of the pods
 * @param podTemplate merged into the pod template as the last step
 * @param autoscaling how the number of replicas follows the load; it does not when absent
 * @param suspend whether no engine runs, whatever replicas and load say
 * @param cache a volume that the weights are downloaded to once; each pod downloads them when absent
 * @param nodes nodes of each replica
 * @param parallelism how the model is cut over the GPUs of a replica
 * @param interconnect name of a known kind of network between the nodes of a replica
 * @param maxSurge pods that a rolling update may have beyond {@code replicas}
 */
@ValidationRule(
        value = "has(self.preset) || has(self.model.source)",
        message = "say where the weights are in model.source, or name a preset")
@ValidationRule(
        value = "!has(self.engine) || !has(self.engine.type) || self.engine.type != 'OLLAMA' || !has(self.model.source)"
                + " || self.model.source.startsWith('ollama://')",
        message =
                "the engine OLLAMA takes ollama:// sources; for a repository with GGUF files write ollama://hf.co/org/repository")
@ValidationRule(
        value = "!has(self.model.source) || !self.model.source.startsWith('ollama://') || has(self.preset)"
                + " || has(self.engine) && has(self.engine.type) && self.engine.type == 'OLLAMA'",
        message = "only the engine OLLAMA takes models of Ollama's registry")
@ValidationRule(
        value = "!has(self.engine) || !has(self.engine.type) || self.engine.type != 'OLLAMA' || !has(self.extraArgs)"
                + " || self.extraArgs.size() == 0",
        message = "Ollama takes no arguments; its settings are environment variables (env)")
@ValidationRule(
        value = "!has(self.gpus) || !has(self.resources) || !has(self.resources.limits)"
                + " || !('nvidia.com/gpu' in self.resources.limits)",
        message = "give either gpus or resources.limits['nvidia.com/gpu'], not both")
public record ModelDeploymentSpec(
        @JsonPropertyDescription("What serves the model; the preset's engine, else vLLM, when absent.")
        Engine engine,

        @Required @JsonPropertyDescription("Which model, and where its weights are.")
        ModelSource model,

        @SpecReplicas
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
                "Number of replicas; each is one engine pod, or as many as nodes says. When absent the operator fills it in"
                        + " once: 1, or autoscaling.minReplicas. Leave it out of manifests where something scales.")
        Integer replicas,

        @Min(0) @Max(64) @JsonPropertyDescription("GPUs of each engine pod; short for a limit of nvidia.com/gpu.")
        Integer gpus,

        @Min(1)
        @Max(65536)
        @JsonPropertyDescription(
                "Requests that one replica works on at the same time; the engine's own default when absent.")
        Integer maxConcurrency,

        @Min(1) @JsonPropertyDescription("Largest sum of prompt and completion, in tokens.")
        Long contextLength,

        @Size(max = 64) @JsonPropertyDescription("Further arguments of the engine.")
        List<@Size(max = 4096) String> extraArgs,

        @ListType(ListType.Kind.MAP)
        @Size(max = 64)
        @JsonPropertyDescription("Further environment variables of the engine.")
        List<EnvVar> env,

        @JsonPropertyDescription("Resource requests and limits of the engine container.")
        ResourceAmounts resources,

        @Size(max = 32) @JsonPropertyDescription("Labels of the nodes that may run the engine.")
        Map<String, @Size(max = 63) String> nodeSelector,

        @Size(max = 16) @JsonPropertyDescription("Taints that the engine's pods tolerate.")
        List<Toleration> tolerations,

        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "How long loading the model may take before the pod is restarted, for example 30m; computed"
                        + " from the size of the weights when absent.")
        String startupTimeout,

        @Default(Defaults.ENGINE_DRAIN)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How long a stopping engine lets running answers finish, for example 2m.")
        String drainTimeout,

        @Default(Defaults.EMPTY_OBJECT) @JsonPropertyDescription("How long the router waits for this model.")
        Timeouts timeouts,

        @JsonPropertyDescription("When this model is left alone because too many of its calls fail or are slow.")
        CircuitBreaker circuitBreaker,

        @JsonPropertyDescription("When one of its endpoints is left alone because it fails in a row.")
        OutlierDetection outlierDetection,

        @Min(1)
        @Max(100000)
        @JsonPropertyDescription(
                "Requests of one router in one replica at the most, queued ones included; 64 times maxConcurrency when absent.")
        Integer maxConcurrentRequests,

        @JsonPropertyDescription(
                "How requests are spread over the replicas; with PrefixAffinity and its defaults when absent.")
        LoadBalancing loadBalancing,

        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @JsonPropertyDescription(
                "A known model on known GPUs, for example kimi-k2.6-8xh200; fields that are given win over it.")
        String preset,

        @Size(max = 32)
        @Pattern("^[0-9]+([.][0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$")
        @JsonPropertyDescription("Size of the engine's /dev/shm, for example 16Gi; it counts against the memory limit.")
        String sharedMemory,

        @ListType(ListType.Kind.MAP) @Size(max = 32) @JsonPropertyDescription("Further volumes of the engine.")
        List<EngineVolume> volumes,

        @ListType(ListType.Kind.SET)
        @Size(max = 16)
        @JsonPropertyDescription("Names of Secrets by which the images are pulled.")
        List<@Size(min = 1, max = 253) String> imagePullSecrets,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Priority class of the engine's pods.")
        String priorityClassName,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription("Service account of the engine's pods; its token is not mounted.")
        String serviceAccountName,

        @JsonPropertyDescription("Labels and annotations of the engine's pods.")
        PodMetadata podMetadata,

        @AnyFields
        @Size(max = 2)
        @JsonPropertyDescription(
                "Merged into the engine's pod template as the last step: objects field by field, lists of"
                        + " named things by name, other lists as a whole, null takes away.")
        Map<String, Object> podTemplate,

        @JsonPropertyDescription("How the number of replicas follows the load; it does not when absent.")
        Autoscaling autoscaling,

        @JsonPropertyDescription("Whether no engine runs, whatever replicas and load say; it frees the GPUs at once.")
        Boolean suspend,

        @JsonPropertyDescription(
                "A volume that the weights are downloaded to once; each pod downloads them when absent.")
        ModelCache cache,

        @Min(1)
        @Max(16)
        @JsonPropertyDescription(
                "Nodes of each replica, each with as many GPUs as gpus says; the preset's when absent.")
        Integer nodes,

        @JsonPropertyDescription(
                "How the model is cut over the GPUs of a replica: over those of a node by tensors and over nodes by stages when absent.")
        Parallelism parallelism,

        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription(
                "A known kind of network between the nodes of a replica, for example infiniband or roce; NCCL's own choice when absent.")
        String interconnect,

        @Min(0)
        @Max(100)
        @JsonPropertyDescription(
                "Pods that a rolling update may have beyond replicas; 0 with GPUs and 1 without when absent.")
        Integer maxSurge) {}
