package dev.cortexllm.operator.model;

import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.status.ReadyTime;
import dev.cortexllm.operator.status.ReadyTime.Load;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long each model deployment took to load last time. It is measured on pods, which may be gone when the next one starts, so the workload
 * keeps it in an annotation; that changes at most once for each pod that has loaded.
 */
final class LoadTimes {
    /** Annotation of a workload: seconds from the start of the engine's container until it was ready. */
    static final String ANNOTATION = "cortexllm.dev/load-seconds";

    private static final int MOST_REMEMBERED = 5_000;

    private final Map<String, Load> measured = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Load> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * The load time that was measured last.
     *
     * @param owner the model deployment
     * @param pods its engine pods, from which is learnt; the first look at a pod that is ready counts, for later it may have lost
     *     its readiness and found it again
     * @param workload its workload as it is, which remembers
     * @return the duration; empty when nothing was ever measured
     */
    synchronized Optional<Duration> last(Owner owner, List<Pod> pods, Optional<? extends HasMetadata> workload) {
        ReadyTime.measured(pods)
                .filter(load -> !measured.containsKey(owner.uid())
                        || load.start().isAfter(measured.get(owner.uid()).start()))
                .ifPresent(load -> measured.put(owner.uid(), load));
        return Optional.ofNullable(measured.get(owner.uid()))
                .map(Load::duration)
                .or(() -> workload.flatMap(LoadTimes::kept));
    }

    /** Has a workload keep a load time. */
    static void keep(HasMetadata workload, Duration load) {
        Map<String, String> annotations = new TreeMap<>(workload.getMetadata().getAnnotations());
        annotations.put(ANNOTATION, String.valueOf(load.toSeconds()));
        workload.getMetadata().setAnnotations(annotations);
    }

    private static Optional<Duration> kept(HasMetadata workload) {
        Map<String, String> annotations = workload.getMetadata().getAnnotations();
        String seconds = annotations == null ? "" : annotations.getOrDefault(ANNOTATION, "");
        return seconds.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
