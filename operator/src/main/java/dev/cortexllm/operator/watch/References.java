package dev.cortexllm.operator.watch;

import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Watches on resources that a reconciler reads but does not own. */
public final class References {
    private References() {}

    /**
     * Watches a kind; changes of status alone wake nobody.
     *
     * @param kind the kind
     * @param context the controller
     * @param wakes whom a change wakes
     * @return the watch
     */
    public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> toSpecs(
            Class<R> kind, EventSourceContext<P> context, SecondaryToPrimaryMapper<R> wakes) {
        return new InformerEventSource<>(
                configuration(kind, context, wakes)
                        .withOnUpdateFilter(References::saysSomethingElse)
                        .build(),
                context);
    }

    /**
     * Watches a kind with all that changes.
     *
     * @param kind the kind
     * @param context the controller
     * @param wakes whom a change wakes
     * @param filter which changes count
     * @return the watch
     */
    public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> to(
            Class<R> kind, EventSourceContext<P> context, SecondaryToPrimaryMapper<R> wakes, OnUpdateFilter<R> filter) {
        return new InformerEventSource<>(
                configuration(kind, context, wakes).withOnUpdateFilter(filter).build(), context);
    }

    /**
     * Watches the Secrets that are labelled as credentials. No other Secret is ever read.
     *
     * @param context the controller
     * @param wakes whom a change wakes
     * @return the watch
     */
    public static <P extends HasMetadata> InformerEventSource<Secret, P> toCredentials(
            EventSourceContext<P> context, SecondaryToPrimaryMapper<Secret> wakes) {
        return new InformerEventSource<>(
                configuration(Secret.class, context, wakes)
                        .withName("credentials")
                        .withLabelSelector(Labels.CREDENTIALS)
                        .build(),
                context);
    }

    /**
     * Those resources of a controller that something concerns.
     *
     * @param context the controller
     * @param concerned which ones
     * @return their ids
     */
    public static <P extends HasMetadata> Set<ResourceID> primaries(
            EventSourceContext<P> context, Predicate<P> concerned) {
        return context.getPrimaryCache()
                .list(concerned)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static <R extends HasMetadata, P extends HasMetadata>
            InformerEventSourceConfiguration.Builder<R> configuration(
                    Class<R> kind, EventSourceContext<P> context, SecondaryToPrimaryMapper<R> wakes) {
        return InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
                .withName("reference-" + kind.getSimpleName())
                .withSecondaryToPrimaryMapper(wakes)
                .withNamespacesInheritedFromController();
    }

    /**
     * Whether more than the status of a resource has changed.
     *
     * @param now the resource as it is
     * @param before as it was
     * @return true when its spec, its labels or annotations differ, or it is another one of the same name
     */
    public static boolean saysSomethingElse(HasMetadata now, HasMetadata before) {
        ObjectMeta a = now.getMetadata();
        ObjectMeta b = before.getMetadata();
        return !Objects.equals(a.getGeneration(), b.getGeneration())
                || !Objects.equals(a.getUid(), b.getUid())
                || !Objects.equals(a.getLabels(), b.getLabels())
                || !Objects.equals(a.getAnnotations(), b.getAnnotations());
    }
}
