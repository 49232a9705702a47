package dev.cortexllm.operator.status;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a deployment's cache.
 *
 * @param source what it is to hold, as the user writes it
 * @param loaded whether it holds that
 * @param claim its claim as last seen
 * @param claimTrouble what a provisioner says of a claim that has no volume; empty when nothing
 * @param job the Job that fills it as last seen
 * @param pods that Job's pods
 * @param downloading how far the download is; empty while none runs or its loader has not answered
 */
public record CacheFacts(
        String source,
        boolean loaded,
        Optional<PersistentVolumeClaim> claim,
        Optional<String> claimTrouble,
        Optional<Job> job,
        List<Pod> pods,
        Optional<Downloading> downloading) {}
