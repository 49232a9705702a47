package dev.cortexllm.operator.scale;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.Replicas;
import dev.cortexllm.engine.Serving;
import dev.cortexllm.engine.StartupBudget;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.scale.ScalerChoice.Who;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import dev.cortexllm.operator.watch.Primaries;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's own scaler. It looks at every deployment each second, and at once at one that somebody waits for; only in the
 * replica that leads.
 */
public final class ScalerLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScalerLoop.class);

    private record Bounded(String uid, long generation, Bounds bounds) {}

    private final Primaries<ModelDeployment> models;
    private final Scaling scaling;
    private final LoadBook book;
    private final RouterCensus census;
    private final Knowledge knowledge;
    private final PodWatch pods;
    private final ScaleWriter writer;
    private final ScaleEvents events;
    private final Nudge<ModelDeployment> nudge;
    private final Clock clock;

    private final Map<String, Memory> memories = new HashMap<>();
    private final Map<String, Bounded> bounds = new HashMap<>();
    private final Set<String> loading = ConcurrentHashMap.newKeySet();
    private Map<String, TreeSet<String>> silent = Map.of();

    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean leading;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread scaler = new Thread(task, "scaler");
        scaler.setDaemon(true);
        return scaler;
    });

    /**
     * @param models the deployments
     * @param scaling who scales each of them
     * @param book their load
     * @param census who does not tell of it
     * @param knowledge is told how much is known
     * @param pods their engine pods
     * @param writer sets the number of replicas
     * @param events tells of changes
     * @param nudge wakes the reconciler of a deployment whose status should say something else
     * @param clock for all that has a time
     */
    public ScalerLoop(
            Primaries<ModelDeployment> models,
            Scaling scaling,
            LoadBook book,
            RouterCensus census,
            Knowledge knowledge,
            PodWatch pods,
            ScaleWriter writer,
            ScaleEvents events,
            Nudge<ModelDeployment> nudge,
            Clock clock) {
        this.models = models;
        this.scaling = scaling;
        this.book = book;
        this.census = census;
        this.knowledge = knowledge;
        this.pods = pods;
        this.writer = writer;
        this.events = events;
        this.nudge = nudge;
        this.clock = clock;
    }

    /** This process leads from now on. */
    public void begin() {
        leading = true;
    }

    /** A second has passed; returns at once. */
    public void tick() {
        if (leading && due.compareAndSet(false, true)) {
            run(() -> {
                due.set(false);
                lookAtAll();
            });
        }
    }

    /**
     * Somebody asks for deployments; returns at once.
     *
     * @param ids their ids
     */
    public void soon(Set<String> ids) {
        if (leading && !ids.isEmpty()) {
            run(() -> ids.forEach(id -> {
                String[] parts = id.split("/", 3);
                models.find(parts[1], parts[2])
                        .filter(model -> model.getSpec().replicas() != null
                                && model.getSpec().replicas() == 0)
                        .ifPresent(this::safely);
            }));
        }
    }

    @Override
    public void close() {
        leading = false;
        thread.shutdownNow();
    }

    private void run(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("the scaler has stopped");
        }
    }

    private void lookAtAll() {
        silent = census.silent();
        Set<String> there = new HashSet<>();
        for (ModelDeployment model : models.all()) {
            there.add(id(model));
            safely(model);
        }
        memories.keySet().retainAll(there);
        bounds.keySet().retainAll(there);
        loading.retainAll(there);
        knowledge.retain(there);
        book.expire();
    }

    private void safely(ModelDeployment model) {
        try {
            look(model);
        } catch (RuntimeException e) {
            LOG.warn("ModelDeployment {} is not scaled: {}", id(model), e.toString());
        }
    }

    private void look(ModelDeployment model) {
        String id = id(model);
        ModelDeploymentSpec spec = model.getSpec();
        if (spec.autoscaling() == null
                || spec.replicas() == null
                || model.getMetadata().getDeletionTimestamp() != null) {
            memories.remove(id);
            return;
        }
        Look look = see(model, id);
        note(model, id, look);
        Bounds allowed = bounds(model, id);
        if (Replicas.suspended(spec)) {
            memories.put(id, Memory.beginning(look));
            return;
        }
        if (scaling.choice(model).who() != Who.OPERATOR) {
            Memory memory = Memory.resting(memories.get(id), look);
            memories.put(id, memory);
            loads(id, memory, look, allowed);
            return;
        }
        ScaleDecision decision = ScaleDecision.of(memories.get(id), look, allowed);
        memories.put(id, decision.memory());
        if (decision.replicas() != look.replicas() && writer.write(model, decision.replicas())) {
            events.scaled(model, decision, look, allowed);
        }
    }

    private void loads(String id, Memory memory, Look look, Bounds allowed) {
        if (ScaleDecision.loads(memory, look, allowed)) {
            loading.add(id);
        } else {
            loading.remove(id);
        }
    }

    /**
     * Whether a deployment that somebody else scales has replicas and none of them answers yet: that nobody asks it again
     * meanwhile is no reason to give it up.
     *
     * @param id its id
     * @return true while it loads, and may
     */
    public boolean loading(String id) {
        return loading.contains(id);
    }

    private Look see(ModelDeployment model, String id) {
        String namespace = model.getMetadata().getNamespace();
        String name = model.getMetadata().getName();
        List<Pod> engines = pods.pods(namespace, name, Labels.ENGINE);
        int ready = (int) engines.stream()
                .filter(ScalerLoop::replica)
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

    private void note(ModelDeployment model, String id, Look look) {
        Knowledge.State state = new Knowledge.State(look.load().isPresent(), silent.getOrDefault(id, new TreeSet<>()));
        if (knowledge.note(id, state, look.at())) {
            nudge.wake(model.getMetadata().getNamespace(), model.getMetadata().getName());
        }
    }

    /** Of a replica over several nodes its leader counts. */
    private static boolean replica(Pod pod) {
        String index = pod.getMetadata().getLabels().get(LeaderWorkerSet.WORKER_INDEX);
        return index == null || index.equals("0");
    }

    private Bounds bounds(ModelDeployment model, String id) {
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

    private static String id(ModelDeployment model) {
        return LoadBook.id(
                model.getMetadata().getNamespace(), model.getMetadata().getName());
    }
}
