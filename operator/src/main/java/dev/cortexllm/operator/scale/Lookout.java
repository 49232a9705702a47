package dev.cortexllm.operator.scale;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.Serving;
import dev.cortexllm.engine.StartupBudget;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the scaler sees of deployments, and what it may do with them. For one thread. */
public final class Lookout {
    private record Bounded(String uid, long generation, Bounds bounds) {}

    private final LoadBook book;
    private final RouterCensus census;
    private final PodWatch pods;
    private final Clock clock;
    private final Map<String, Bounded> bounds = new HashMap<>();
    private Map<String, TreeSet<String>> silent = Map.of();

    /**
     * @param book the load of deployments
     * @param census who does not tell of it
     * @param pods their engine pods
     * @param clock for the moment of a look
     */
    public Lookout(LoadBook book, RouterCensus census, PodWatch pods, Clock clock) {
        this.book = book;
        this.census = census;
        this.pods = pods;
        this.clock = clock;
    }

    /** Counts the routers anew; once for all looks of a round. */
    void begin() {
        silent = census.silent();
    }

    /** Forgets all deployments but these. */
    void end(Set<String> there) {
        bounds.keySet().retainAll(there);
        book.expire();
    }

    /** Looks at a deployment that has a number of replicas. Of a replica over several nodes its leader counts. */
    Look look(ModelDeployment model, String id) {
        String namespace = model.getMetadata().getNamespace();
        String name = model.getMetadata().getName();
        int ready = (int) pods.pods(namespace, name, Labels.ENGINE).stream()
                .filter(PodState::answers)
                .filter(PodState::ready)
                .count();
        return new Look(
                clock.instant(),
                model.getSpec().replicas(),
                ready,
                book.load(id),
                !silent.containsKey(id),
                book.asked(id));
    }

    /** Names of the routers that serve a deployment and do not tell of it. */
    Set<String> silent(String id) {
        return silent.getOrDefault(id, new TreeSet<>());
    }

    /** The bounds of a deployment with autoscaling, worked out once for each generation of it. */
    Bounds bounds(ModelDeployment model, String id) {
        long generation = model.getMetadata().getGeneration();
        String uid = model.getMetadata().getUid();
        Bounded known = bounds.get(id);
        if (known == null || known.generation() != generation || !known.uid().equals(uid)) {
            known = new Bounded(uid, generation, bounds(model.getSpec()));
            bounds.put(id, known);
        }
        return known.bounds();
    }

    private static Bounds bounds(ModelDeploymentSpec spec) {
        Serving serving = Serving.of(spec, EngineFacts.bundled());
        Duration loading = spec.startupTimeout() == null
                ? StartupBudget.of(serving.weightBytes())
                : Durations.parse(spec.startupTimeout());
        return Bounds.of(spec.autoscaling(), serving.concurrency(), loading);
    }
}
