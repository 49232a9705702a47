package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.builtin.Generation;
import dev.cortexllm.sandbox.apiserver.crd.CrdCatalog;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Begins deletions, and ends those that nothing holds up. What holds one up: finalizers, a pod's grace period, a
 * namespace's or CRD's content. Their controllers then finish it.
 */
public final class Deletions {
    /** Finalizer by which dependents go first. */
    public static final String FOREGROUND = "foregroundDeletion";

    /** Finalizer by which dependents are let go first. */
    public static final String ORPHAN = "orphan";

    private final Store store;
    private final Clock clock;
    private final KindHooks hooks;

    Deletions(Store store, Clock clock, KindHooks hooks) {
        this.store = store;
        this.clock = clock;
        this.hooks = hooks;
    }

    /** What a deletion did: the object's last or present state, and whether it is gone. */
    public record Deleted(ObjectNode object, boolean gone) {}

    /**
     * Deletes an object.
     *
     * @throws ApiError 404 when absent, 409 when a precondition fails
     */
    public Deleted delete(ResourceType type, Key key, DeleteOptions options) {
        return store.locked(() -> {
            ObjectNode object = store.get(key).orElseThrow(() -> type.notFound(key.name()));
            checkPreconditions(type, key, object, options);
            ObjectNode marked = mark(type, object.deepCopy(), options);
            if (options.dryRun()) {
                return new Deleted(marked, finished(marked));
            }
            if (finished(marked)) {
                return new Deleted(remove(key).orElse(marked), true);
            }
            if (!marked.equals(object)) {
                store.put(key, marked);
            }
            return new Deleted(marked, false);
        });
    }

    private Optional<ObjectNode> remove(Key key) {
        Optional<ObjectNode> last = store.remove(key);
        hooks.removed(key);
        return last;
    }

    private static void checkPreconditions(ResourceType type, Key key, ObjectNode object, DeleteOptions options) {
        String problem = "";
        if (!options.uid().isEmpty() && !options.uid().equals(Meta.uid(object))) {
            problem = "Precondition failed: UID in precondition: " + options.uid() + ", UID in object meta: "
                    + Meta.uid(object);
        } else if (!options.resourceVersion().isEmpty()
                && !options.resourceVersion().equals(Meta.resourceVersion(object))) {
            problem = "Precondition failed: ResourceVersion in precondition: " + options.resourceVersion()
                    + ", ResourceVersion in object meta: " + Meta.resourceVersion(object);
        }
        if (!problem.isEmpty()) {
            throw ApiError.conflict(type.group(), type.plural(), key.name(), problem);
        }
    }

    private ObjectNode mark(ResourceType type, ObjectNode object, DeleteOptions options) {
        propagate(object, options.propagation());
        if (type.storage().equals(CrdCatalog.RESOURCE)) {
            addFinalizer(object, CrdCatalog.CLEANUP);
        }
        int grace = type.resource().equals("pods") ? podGrace(object, options) : 0;
        boolean sooner = Meta.deleting(object)
                && grace
                        < Json.at(object, "metadata", "deletionGracePeriodSeconds")
                                .asLong();
        if (!Meta.deleting(object) || sooner) {
            if (!Meta.deleting(object) && Generation.counted(type)) {
                Meta.of(object).put("generation", Meta.generation(object) + 1);
            }
            Meta.of(object)
                    .put("deletionTimestamp", Meta.time(clock.instant().plusSeconds(grace)))
                    .put("deletionGracePeriodSeconds", grace);
        }
        if (type.resource().equals("namespaces")) {
            Json.child(object, "status").put("phase", "Terminating");
        }
        return object;
    }

    private static void propagate(ObjectNode object, String policy) {
        if (Meta.deleting(object)) {
            return;
        }
        List<String> finalizers = Meta.finalizers(object);
        finalizers.removeAll(List.of(FOREGROUND, ORPHAN));
        if (policy.equals("Foreground")) {
            finalizers.add(FOREGROUND);
        } else if (policy.equals("Orphan")) {
            finalizers.add(ORPHAN);
        }
        Meta.setFinalizers(object, finalizers);
    }

    private static void addFinalizer(ObjectNode object, String finalizer) {
        List<String> finalizers = Meta.finalizers(object);
        if (!Meta.deleting(object) && !finalizers.contains(finalizer)) {
            finalizers.add(finalizer);
            Meta.setFinalizers(object, finalizers);
        }
    }

    private static int podGrace(ObjectNode pod, DeleteOptions options) {
        String phase = Json.text(pod, "status", "phase");
        boolean nothingRuns =
                Json.text(pod, "spec", "nodeName").isEmpty() || phase.equals("Succeeded") || phase.equals("Failed");
        if (nothingRuns) {
            return 0;
        }
        return options.graceSeconds() >= 0
                ? options.graceSeconds()
                : Json.at(pod, "spec", "terminationGracePeriodSeconds").asInt(30);
    }

    /** Whether an object's deletion has begun and nothing holds it up any longer. */
    static boolean finished(ObjectNode object) {
        boolean held = !Meta.finalizers(object).isEmpty()
                || Json.at(object, "metadata", "deletionGracePeriodSeconds").asLong() > 0
                || Json.text(object, "kind").equals("Namespace")
                        && !Json.elements(Json.at(object, "spec", "finalizers")).isEmpty();
        return Meta.deleting(object) && !held;
    }
}
