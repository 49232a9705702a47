package dev.cortexllm.operator.scale;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.Replicas;
import dev.cortexllm.operator.scale.ScalerChoice.Who;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.Primaries;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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

    private final Primaries<ModelDeployment> models;
    private final Scaling scaling;
    private final Lookout lookout;
    private final Knowledge knowledge;
    private final ScaleWriter writer;
    private final ScaleEvents events;
    private final Nudge<ModelDeployment> nudge;

    private final Map<String, Memory> memories = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final Map<String, Double> least = new ConcurrentHashMap<>();

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
     * @param lookout sees their load
     * @param knowledge is told how much is known
     * @param writer sets the number of replicas
     * @param events tells of changes
     * @param nudge wakes the reconciler of a deployment whose status should say something else
     */
    public ScalerLoop(
            Primaries<ModelDeployment> models,
            Scaling scaling,
            Lookout lookout,
            Knowledge knowledge,
            ScaleWriter writer,
            ScaleEvents events,
            Nudge<ModelDeployment> nudge) {
        this.models = models;
        this.scaling = scaling;
        this.lookout = lookout;
        this.knowledge = knowledge;
        this.writer = writer;
        this.events = events;
        this.nudge = nudge;
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
        lookout.begin();
        Set<String> there = new HashSet<>();
        for (ModelDeployment model : models.all()) {
            there.add(id(model));
            safely(model);
        }
        memories.keySet().retainAll(there);
        refusals.keySet().retainAll(there);
        least.keySet().retainAll(there);
        knowledge.retain(there);
        lookout.end(there);
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
        Look look = lookout.look(model, id);
        note(model, id, look);
        Bounds allowed = lookout.bounds(model, id);
        if (Replicas.suspended(spec)) {
            memories.put(id, Memory.beginning(look));
            return;
        }
        if (scaling.choice(model).who() != Who.OPERATOR) {
            Memory memory = Memory.resting(memories.get(id), look);
            memories.put(id, memory);
            least.put(id, least(memory, look, allowed));
            return;
        }
        ScaleDecision decision = ScaleDecision.of(memories.get(id), look, allowed);
        memories.put(id, decision.memory());
        if (decision.replicas() == look.replicas()) {
            refusals.remove(id);
        } else if (written(model, id, decision.replicas())) {
            events.scaled(model, decision, look, allowed);
        }
    }

    /** What the API server says of it is told in the status; it is asked again at the next look. */
    private boolean written(ModelDeployment model, String id, int replicas) {
        try {
            boolean done = writer.write(model, replicas);
            refusals.remove(id);
            return done;
        } catch (KubernetesClientException e) {
            boolean said = e.getStatus() != null && e.getStatus().getMessage() != null;
            String why = said ? e.getStatus().getMessage() : "the API server does not answer";
            if (!why.equals(refusals.put(id, why))) {
                LOG.warn("replicas of ModelDeployment {} cannot be set: {}", id, why);
            }
            return false;
        }
    }

    /**
     * What somebody else who scales a deployment is told at the least: enough for all of its replicas while some of its load may
     * be unknown, and for one while it loads: that nobody asks it again meanwhile is no reason to give it up.
     *
     * @param id its id
     * @return requests; 0 where the load says it all
     */
    public double least(String id) {
        return least.getOrDefault(id, 0.0);
    }

    private static double least(Memory memory, Look look, Bounds allowed) {
        if (!look.certain()) {
            return (double) look.replicas() * allowed.target();
        }
        return ScaleDecision.loads(memory, look, allowed) ? 1 : 0;
    }

    private void note(ModelDeployment model, String id, Look look) {
        Knowledge.State state =
                new Knowledge.State(look.load().isPresent(), lookout.silent(id), refusals.getOrDefault(id, ""));
        if (knowledge.note(id, state, look.at())) {
            nudge.wake(model.getMetadata().getNamespace(), model.getMetadata().getName());
        }
    }

    private static String id(ModelDeployment model) {
        return LoadBook.id(
                model.getMetadata().getNamespace(), model.getMetadata().getName());
    }
}
