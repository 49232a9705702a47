package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.operator.child.Shutdown;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one place where a status is written. The object sent holds name, namespace and status alone, so that server-side
 * apply claims nothing of the spec; an equal status is not written; the answer goes into the cache, so that the next run
 * sees it.
 *
 * @param <S> the status
 * @param <R> the resource
 */
public final class StatusWriter<S, R extends CustomResource<?, S>> {
    private static final int GONE = 404;

    private final Supplier<R> empty;
    private final Function<S, List<Condition>> conditions;
    private final Events events;
    private final Shutdown shutdown;

    /**
     * @param empty makes a resource without spec and status
     * @param conditions takes the conditions out of a status
     * @param events told of what changes
     * @param shutdown ends all writing
     */
    public StatusWriter(Supplier<R> empty, Function<S, List<Condition>> conditions, Events events, Shutdown shutdown) {
        this.empty = empty;
        this.conditions = conditions;
        this.events = events;
        this.shutdown = shutdown;
    }

    /**
     * Writes a status unless it is the one that the resource has.
     *
     * @param resource the resource as the framework gave it
     * @param next its status from now on
     * @param context the run
     */
    public void write(R resource, S next, Context<R> context) {
        S before = resource.getStatus();
        if (next.equals(before) || shutdown.begun()) {
            return;
        }
        R fresh = empty.get();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .build());
        fresh.setStatus(next);
        try {
            PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() == GONE) {
                return; // Deleted in the meantime: nobody is left to be told.
            }
            throw e;
        }
        events.changed(resource, before == null ? null : conditions.apply(before), conditions.apply(next));
    }
}
