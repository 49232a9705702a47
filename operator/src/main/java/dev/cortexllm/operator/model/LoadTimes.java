package dev.cortexllm.operator.model;

import dev.cortexllm.engine.StartupBudget;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.status.ReadyTime;
import dev.cortexllm.operator.status.ReadyTime.Load;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long each model deployment took to load last time, as long as this process lives; it outlives the pods. */
final class LoadTimes {
    private static final int MOST_REMEMBERED = 5_000;

    private final Map<String, Load> measured = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Load> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * The load time.
     *
     * @param owner the model deployment
     * @param pods its engine pods, from which is learnt; the first look at a pod that is ready counts, for later it may have lost
     *     its readiness and found it again
     * @param weightBytes size of its weights; null: unknown
     * @return the last one measured, else what is usual for weights of that size; empty when nobody knows
     */
    synchronized Optional<Duration> of(Owner owner, List<Pod> pods, Double weightBytes) {
        ReadyTime.measured(pods)
                .filter(load -> !measured.containsKey(owner.uid())
                        || load.start().isAfter(measured.get(owner.uid()).start()))
                .ifPresent(load -> measured.put(owner.uid(), load));
        return Optional.ofNullable(measured.get(owner.uid()))
                .map(Load::duration)
                .or(() -> StartupBudget.expected(weightBytes));
    }
}
