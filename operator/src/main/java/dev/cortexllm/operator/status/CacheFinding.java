package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Download;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.load.LoadEnd;
import dev.cortexllm.load.LoadProgress;
import dev.cortexllm.load.LoadReason;
import dev.cortexllm.operator.watch.PodState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code ModelCached}: whether the volume holds the weights; if not, why, or how far they are. */
final class CacheFinding {
    static final String MODEL_CACHED = "ModelCached";
    private static final String CLAIM_PENDING = "ClaimPending";
    private static final int LONGEST = 400;
    private static final double GB = 1e9;
    private static final int WHOLE = 100;

    private CacheFinding() {}

    /**
     * Says it.
     *
     * @param facts what is known
     * @param sensible whether the spec can be acted on; nothing is begun before
     * @param before the conditions so far; null when none
     * @param generation generation of the spec that the facts speak of
     */
    static Finding of(CacheFacts facts, boolean sensible, List<Condition> before, long generation) {
        if (facts.loaded()) {
            return Finding.of(MODEL_CACHED, true, "Cached", "the volume holds " + facts.source());
        }
        return failure(facts)
                .or(() -> trouble(facts))
                .or(() -> facts.downloading().map(Downloading::progress).flatMap(CacheFinding::progress))
                .or(() -> earlier(before, generation))
                .or(() -> sensible || facts.job().isPresent()
                        ? Optional.empty()
                        : Optional.of(no(Reasons.WAITING, "nothing is downloaded before the spec has been put right")))
                .orElse(no(Reasons.DOWNLOADING, "the download of " + facts.source() + " is about to start"));
    }

    /** What the status shows in figures; null when nothing is known. */
    static Download download(Optional<CacheFacts> facts, ModelDeploymentStatus previous) {
        Download then = previous == null ? null : previous.download();
        if (facts.isEmpty()) {
            return null;
        }
        if (facts.get().loaded()) {
            return then == null || then.totalBytes() == null
                    ? null
                    : new Download(WHOLE, then.totalBytes(), then.totalBytes());
        }
        return facts.get()
                .downloading()
                .map(Downloading::progress)
                .filter(progress -> progress.totalBytes() > 0)
                .map(progress -> new Download(progress.percent(), progress.bytes(), progress.totalBytes()))
                .orElse(facts.get().job().isPresent() ? then : null);
    }

    /** What the newest pod left behind, also while Kubernetes waits before it starts the next one. */
    private static Optional<Finding> failure(CacheFacts facts) {
        Optional<Pod> newest = facts.pods().stream()
                .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
        Optional<Finding> said =
                newest.filter(PodState::over).flatMap(CacheFinding::ended).map(CacheFinding::failed);
        return said.or(() -> facts.job()
                .filter(job -> job.getStatus() != null)
                .flatMap(job -> job.getStatus().getConditions().stream()
                        .filter(c -> c.getType().equals("Failed") && "True".equals(c.getStatus()))
                        .findFirst())
                .map(CacheFinding::failed));
    }

    private static Optional<ContainerStateTerminated> ended(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getTerminated() != null)
                .map(state -> state.getTerminated())
                .filter(end -> end.getExitCode() != null && end.getExitCode() != 0)
                .findFirst();
    }

    private static Finding failed(ContainerStateTerminated end) {
        return LoadEnd.read(end.getMessage())
                .map(said -> no(said.reason().name(), said.message()))
                .orElseGet(() -> no(
                        LoadReason.DownloadFailed.name(),
                        "the loader ended with exit code " + end.getExitCode() + " (" + end.getReason() + ") "
                                + tail(end.getMessage())));
    }

    private static Finding failed(JobCondition condition) {
        return no(LoadReason.DownloadFailed.name(), "the load Job failed: " + tail(condition.getMessage()));
    }

    private static Optional<Finding> trouble(CacheFacts facts) {
        if (facts.claimTrouble().isPresent()) {
            String name = facts.claim()
                    .map(claim -> claim.getMetadata().getName() + " ")
                    .orElse("");
            return Optional.of(no(
                    CLAIM_PENDING,
                    "claim " + name + "has no volume: " + facts.claimTrouble().get()));
        }
        List<Pod> running =
                facts.pods().stream().filter(pod -> !PodState.over(pod)).toList();
        return PodTroubles.of(running, "the loader").map(trouble -> no(trouble.reason(), trouble.message()));
    }

    private static Optional<Finding> progress(LoadProgress progress) {
        return progress.totalBytes() == 0
                ? Optional.empty()
                : Optional.of(no(
                        Reasons.DOWNLOADING,
                        String.format(
                                Locale.ROOT,
                                "%d %% of %.2f GB are there",
                                progress.percent(),
                                progress.totalBytes() / GB)));
    }

    /** A download that failed is tried again from time to time; until that gets somewhere, the reason stands. */
    private static Optional<Finding> earlier(List<Condition> before, long generation) {
        return Conditions.find(before, MODEL_CACHED)
                .filter(then -> Long.valueOf(generation).equals(then.observedGeneration()))
                .filter(then -> Arrays.stream(LoadReason.values())
                        .anyMatch(reason -> reason.name().equals(then.reason())))
                .map(then -> no(then.reason(), then.message()));
    }

    private static Finding no(String reason, String message) {
        return Finding.of(MODEL_CACHED, false, reason, message);
    }

    private static String tail(String text) {
        String said = text == null ? "" : text.strip();
        return said.length() <= LONGEST ? said : "..." + said.substring(said.length() - LONGEST);
    }
}
