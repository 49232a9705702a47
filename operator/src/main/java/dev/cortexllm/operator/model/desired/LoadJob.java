package dev.cortexllm.operator.model.desired;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigHash;
import dev.cortexllm.load.LoadReason;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The Job that fills a cache. Its name has a digest of all that it does, for a Job cannot be changed: another one takes its place.
 * Trying again at once is left to Kubernetes, unless the loader says that it is useless; fifteen minutes after its end a Job is
 * deleted, and one that failed is so made anew.
 */
public final class LoadJob {
    private static final int RETRIES = 6;
    private static final int SECONDS_KEPT = 900;
    private static final int DIGITS = 8;
    private static final JsonMapper JSON = new JsonMapper();

    private LoadJob() {}

    /**
     * Name of the Job.
     *
     * @param cache what it fills
     * @param load what it is made from
     * @return the name; another one when anything of it is another
     */
    public static String name(EngineCache cache, LoadSettings load) {
        String pod = new String(
                CanonicalJson.bytes(JSON.valueToTree(template(cache, load, List.of()))), StandardCharsets.UTF_8);
        String all = String.join("\n", pod, cache.cache().size(), load.tokenVersion());
        return ChildNames.load(
                cache.settings().owner().name(),
                ConfigHash.sha256(all.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS));
    }

    /**
     * The Job.
     *
     * @param cache what it fills
     * @param load what it is made from
     * @param held what the cache holds; what is in use stays
     * @return as it should be
     */
    public static Job desired(EngineCache cache, LoadSettings load, LoadedKeys held) {
        Owner owner = cache.settings().owner();
        return new JobBuilder()
                .withMetadata(owner.child(name(cache, load), Labels.LOADER))
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withTtlSecondsAfterFinished(SECONDS_KEPT)
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(LoadContainer.NAME)
                .withOperator("In")
                .withValues(LoadReason.PERMANENT_EXIT)
                .endOnExitCodes()
                .endRule()
                .endPodFailurePolicy()
                .withTemplate(template(cache, load, held.duringLoad().keys()))
                .endSpec()
                .build();
    }

    /** A Job whose pod is gone (a node was drained) starts another one: that is no failure of the download. */
    private static PodTemplateSpec template(EngineCache cache, LoadSettings load, List<String> keep) {
        EngineSettings settings = cache.settings();
        boolean ollama = settings.type() == EngineType.OLLAMA;
        return new PodTemplateSpecBuilder()
                .withMetadata(Labels.pod(settings.owner().name(), Labels.LOADER))
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(EngineCache.USER)
                .withRunAsGroup(EngineCache.USER)
                .withFsGroup(EngineCache.USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withNodeSelector(settings.spec().nodeSelector())
                .withTolerations(EnginePod.tolerations(settings.spec()))
                .withImagePullSecrets(EnginePod.pullSecrets(settings.spec()))
                .withPriorityClassName(settings.spec().priorityClassName())
                .withServiceAccountName(settings.spec().serviceAccountName())
                .withInitContainers(ollama ? List.of(LoadContainer.ollama(settings)) : List.of())
                .withContainers(LoadContainer.desired(cache, load, keep))
                .withVolumes(LoadContainer.volumes(cache))
                .endSpec()
                .build();
    }

    /** Whether a Job has come to its end, and how. */
    public static Optional<Boolean> succeeded(Job job) {
        if (job.getStatus() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(c -> "True".equals(c.getStatus()))
                .map(c -> c.getType())
                .filter(type -> type.equals("Complete") || type.equals("Failed"))
                .map("Complete"::equals)
                .findFirst();
    }
}
