package dev.cortexllm.operator.scale;

import dev.cortexllm.link.RouterReport.Demand;
import dev.cortexllm.link.RouterReport.PodLoad;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model deployment has to do, all routers together.
 *
 * @param pods requests that each engine pod works on or holds in its queue, by name
 * @param inFlight requests of all routers in it, also in pods that are about to go
 * @param waiting requests that found no ready endpoint and are not answered yet
 */
public record Load(Map<String, Double> pods, int inFlight, int waiting) {
    /** Copies the pods. */
    public Load {
        pods = Map.copyOf(pods);
    }

    /**
     * Adds up what routers tell. Of what they have read from an engine the largest counts, as each has read all of it; what
     * they have sent there themselves adds up, and the engine has at least that.
     *
     * @param demands what each router tells of the same deployment
     * @return the load
     */
    public static Load of(Collection<Demand> demands) {
        Map<String, Double> said = new TreeMap<>();
        Map<String, Double> sent = new TreeMap<>();
        int inFlight = 0;
        int waiting = 0;
        for (Demand demand : demands) {
            inFlight += demand.inFlight();
            waiting += demand.waiting();
            Map<String, PodLoad> pods = demand.pods() == null ? Map.of() : demand.pods();
            pods.forEach((pod, load) -> {
                sent.merge(pod, (double) load.inFlight(), Double::sum);
                said.merge(pod, load.engine() == null ? 0 : load.engine(), Double::max);
            });
        }
        sent.forEach((pod, own) -> said.merge(pod, own, Double::max));
        return new Load(said, inFlight, waiting);
    }

    /** Requests that its replicas have to do, or would have if they were there; never fewer than are in flight. */
    public double requests() {
        double inPods = pods.values().stream().mapToDouble(Double::doubleValue).sum();
        return Math.max(inPods, inFlight) + waiting;
    }
}
