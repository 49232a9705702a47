package dev.cortexllm.operator.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigHash;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes children by server-side apply under one field manager. An object that is not controlled by the owner in question is
 * left alone and reported; in one that is, our fields are ours: whoever changed them is overruled, and what others added
 * stays. A call is made only when the object is absent, when we ask for something else than last time (hash annotation), or
 * when somebody changed a field of ours.
 */
public final class Applier {
    /** The field manager of every write of the operator; it must never change, or ownership of fields is orphaned. */
    public static final String FIELD_MANAGER = "cortex-operator";
    /** Annotation with the hash of what was asked for last. */
    public static final String APPLIED_HASH = "cortexllm.dev/applied-hash";

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final int HASH_DIGITS = 16;
    private static final int INVALID = 422;
    /** How server-side apply begins to speak of a field that the kind does not have; its code is 500. */
    private static final String NO_SUCH_FIELD = "failed to create typed patch object";

    private final KubernetesClient client;
    private final KubernetesSerialization serialization;
    private final Shutdown shutdown;

    /**
     * @param client client of the cluster
     * @param shutdown ends all writing
     */
    public Applier(KubernetesClient client, Shutdown shutdown) {
        this.client = client;
        this.shutdown = shutdown;
        this.serialization = client.getKubernetesSerialization();
    }

    /**
     * Brings one child to its desired state.
     *
     * @param owner who owns it
     * @param desired what it should be, complete
     * @param cached the object as the cache has it; an object that is not ours is never in the cache
     * @return empty when the child is as desired, else why it cannot be
     * @throws KubernetesClientException when the API server fails in a way that time may heal
     */
    public <T extends HasMetadata> Optional<ChildFailure> apply(Owner owner, T desired, Optional<T> cached) {
        if (shutdown.begun()) {
            return Optional.empty();
        }
        return apply(owner::controls, desired, cached);
    }

    /**
     * The same for a child that may have been left by an earlier resource of the same name.
     *
     * @param owner who owns it from now on
     * @param desired what it should be, complete
     * @param cached the object as the cache has it
     * @return empty when the child is as desired, else why it cannot be
     */
    public <T extends HasMetadata> Optional<ChildFailure> takeUp(Owner owner, T desired, Optional<T> cached) {
        return apply(owner::mayTakeUp, desired, cached);
    }

    private <T extends HasMetadata> Optional<ChildFailure> apply(
            Predicate<HasMetadata> ours, T desired, Optional<T> cached) {
        Optional<T> live =
                cached.or(() -> Optional.ofNullable(client.resource(desired).get()));
        if (live.isPresent() && !ours.test(live.get())) {
            return Optional.of(foreign(live.get()));
        }
        JsonNode wanted = json(desired);
        String hash = ConfigHash.sha256(CanonicalJson.bytes(wanted)).substring(0, HASH_DIGITS);
        if (live.isPresent() && isCurrent(live.get(), wanted, hash)) {
            return Optional.empty();
        }
        return write(stamped(desired, hash, live), live.isPresent());
    }

    /**
     * Deletes a child that is no longer wanted; an object that is not ours stays.
     *
     * @param owner who owns it
     * @param live the object as the cache has it
     */
    public void delete(Owner owner, HasMetadata live) {
        if (!shutdown.begun() && owner.controls(live) && live.getMetadata().getDeletionTimestamp() == null) {
            LOG.info(
                    "delete {} {}/{}",
                    live.getKind(),
                    owner.namespace(),
                    live.getMetadata().getName());
            // Of Jobs the API server would leave the pods behind unless it is told.
            client.resource(live)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        }
    }

    private boolean isCurrent(HasMetadata live, JsonNode wanted, String hash) {
        boolean sameQuestion = live.getMetadata().getAnnotations() != null
                && hash.equals(live.getMetadata().getAnnotations().get(APPLIED_HASH));
        return sameQuestion && LiveMatch.holds(wanted, json(live));
    }

    private <T extends HasMetadata> Optional<ChildFailure> write(T desired, boolean ours) {
        LOG.info(
                "apply {} {}/{}",
                desired.getKind(),
                desired.getMetadata().getNamespace(),
                desired.getMetadata().getName());
        try {
            if (ours) {
                overrule(desired);
            } else {
                client.resource(desired).fieldManager(FIELD_MANAGER).serverSideApply();
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(failure(desired, e));
        }
    }

    /**
     * Somebody may have put an element of a list in place of ours (another port of the same name): then ours is refused
     * beside it, or hidden behind it, and our lists replace what is there as a whole.
     */
    private void overrule(HasMetadata desired) {
        if (!force(desired)) {
            PatchContext merge = new PatchContext.Builder()
                    .withPatchType(PatchType.JSON_MERGE)
                    .withFieldManager(FIELD_MANAGER)
                    .build();
            client.resource(desired).patch(merge, serialization.asJson(desired));
        }
    }

    /** Whether our fields have prevailed. */
    private boolean force(HasMetadata desired) {
        try {
            HasMetadata outcome = client.resource(desired)
                    .fieldManager(FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
            return LiveMatch.holds(json(desired), json(outcome));
        } catch (KubernetesClientException e) {
            if (e.getCode() != INVALID) {
                throw e;
            }
            return false;
        }
    }

    /** Why a child was not taken, if a person must remove that; otherwise it is thrown on. */
    static ChildFailure failure(HasMetadata child, KubernetesClientException e) {
        String place = child.getKind() + " " + child.getMetadata().getName();
        String said = e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage();
        int code = said != null && said.startsWith(NO_SUCH_FIELD) ? INVALID : e.getCode();
        return switch (code) {
            case 409 -> new ChildFailure("Conflict", place + " belongs to somebody else: " + said);
            case 400, INVALID -> new ChildFailure("Refused", "the API server refuses " + place + ": " + said);
            case 403 -> new ChildFailure("Forbidden", "the operator may not write " + place + ": " + said);
            default -> throw e;
        };
    }

    private static ChildFailure foreign(HasMetadata live) {
        return new ChildFailure(
                "Conflict",
                live.getKind() + " " + live.getMetadata().getName()
                        + " exists already and does not belong to this resource; delete or rename it");
    }

    /** The UID of what we believe to be ours: should another object have taken its place, the API server refuses. */
    private <T extends HasMetadata> T stamped(T desired, String hash, Optional<T> live) {
        T copy = serialization.clone(desired);
        copy.getMetadata().getAnnotations().put(APPLIED_HASH, hash);
        live.ifPresent(there -> copy.getMetadata().setUid(there.getMetadata().getUid()));
        return copy;
    }

    private JsonNode json(HasMetadata object) {
        ObjectNode tree = serialization.convertValue(object, ObjectNode.class);
        tree.remove("status");
        return tree;
    }
}
