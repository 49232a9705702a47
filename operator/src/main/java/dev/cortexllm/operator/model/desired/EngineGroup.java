package dev.cortexllm.operator.model.desired;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigHash;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec.LeaderWorkerTemplate;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec.RollingUpdate;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec.RolloutStrategy;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.TreeMap;

/**
 * The LeaderWorkerSet of engines that need several nodes each: a group of pods for each replica, of which the leader answers.
 * A group whose container ends is made anew as a whole, for the ranks of a broken group never find each other again.
 */
public final class EngineGroup {
    private static final int DIGITS = 10;

    private EngineGroup() {}

    /**
     * The set.
     *
     * @param settings the model deployment
     * @return as it should be
     * @throws TemplateMisfit when the user's overlay makes no pod template
     */
    public static LeaderWorkerSet desired(EngineSettings settings) {
        PodTemplateSpec leader = EnginePod.desired(settings, Rank.LEADER);
        PodTemplateSpec worker = EnginePod.desired(settings, Rank.WORKER);
        String hash = ConfigHash.sha256(CanonicalJson.bytes(new ObjectMapper().valueToTree(List.of(leader, worker))))
                .substring(0, DIGITS);
        Rollout rollout = Rollout.of(settings);
        LeaderWorkerSet set = new LeaderWorkerSet();
        set.setMetadata(settings.owner().child(ChildNames.group(settings.owner().name()), Labels.ENGINE));
        set.setSpec(new LeaderWorkerSetSpec(
                settings.replicas(),
                // A leader is ready only when its workers have joined: they must not wait for it.
                "LeaderCreated",
                new RolloutStrategy("RollingUpdate", new RollingUpdate(rollout.maxUnavailable(), rollout.maxSurge())),
                new LeaderWorkerTemplate(
                        settings.serving().layout().nodes(),
                        "RecreateGroupOnPodRestart",
                        stamped(leader, hash),
                        stamped(worker, hash))));
        return set;
    }

    /** By it a group that starts again is told from one that is replaced by another template. */
    private static PodTemplateSpec stamped(PodTemplateSpec template, String hash) {
        TreeMap<String, String> annotations =
                new TreeMap<>(template.getMetadata().getAnnotations());
        annotations.put(Labels.TEMPLATE, hash);
        template.getMetadata().setAnnotations(annotations);
        return template;
    }
}
