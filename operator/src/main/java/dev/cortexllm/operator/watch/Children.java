package dev.cortexllm.operator.watch;

import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * What the caches of one controller know of its children. Only objects that carry our label are watched.
 *
 * @param <P> the owning kind
 */
public final class Children<P extends HasMetadata> {
    private final Map<Class<? extends HasMetadata>, InformerEventSource<? extends HasMetadata, P>> sources =
            new LinkedHashMap<>();

    private Children() {}

    /**
     * Prepares a watch for each kind of child; an event of a child wakes its owner.
     *
     * @param context the controller
     * @param kinds kinds of children
     * @return the caches
     */
    public static <P extends HasMetadata> Children<P> watch(
            EventSourceContext<P> context, List<Class<? extends HasMetadata>> kinds) {
        Children<P> children = new Children<>();
        kinds.forEach(kind -> children.add(kind, context));
        return children;
    }

    /**
     * Adds a watch on a kind of child of which not every change is worth a look.
     *
     * @param context the controller
     * @param kind the kind
     * @param tells whether there is something to see in a child that has come or changed; that it has gone always is. Of one that has
     *     come, {@code before} is null
     * @return this
     */
    public <T extends HasMetadata> Children<P> and(
            EventSourceContext<P> context, Class<T> kind, BiPredicate<T, T> tells) {
        sources.put(
                kind,
                new InformerEventSource<>(
                        configuration(kind, context)
                                .withOnAddFilter(child -> tells.test(child, null))
                                .withOnUpdateFilter(tells::test)
                                .build(),
                        context));
        return this;
    }

    /**
     * Adds a watch on a kind whose objects may stay behind without an owner reference; they wake the resource whose name they
     * carry.
     *
     * @param context the controller
     * @param kind the kind
     * @return this
     */
    public Children<P> andKept(EventSourceContext<P> context, Class<? extends HasMetadata> kind) {
        addKept(kind, context);
        return this;
    }

    /**
     * All children of a kind.
     *
     * @param kind its kind, one of those that are watched
     * @param owner their owner
     * @return the children as last seen; never to be changed
     */
    public <T extends HasMetadata> List<T> of(Class<T> kind, P owner) {
        return sources.get(kind).getSecondaryResources(owner).stream()
                .map(kind::cast)
                .toList();
    }

    /** The watches, to be given to the framework. */
    public List<EventSource<?, P>> sources() {
        return new ArrayList<>(sources.values());
    }

    /**
     * Finds a child.
     *
     * @param kind its kind, one of those that are watched
     * @param namespace its namespace
     * @param name its name
     * @return the child as last seen; never to be changed
     */
    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
        return sources.get(kind).get(new ResourceID(name, namespace)).map(kind::cast);
    }

    /**
     * Finds what is there in place of a desired child.
     *
     * @param desired the child as it should be
     * @return the child as last seen; never to be changed
     */
    @SuppressWarnings("unchecked")
    public <T extends HasMetadata> Optional<T> find(T desired) {
        return find(
                (Class<T>) desired.getClass(),
                desired.getMetadata().getNamespace(),
                desired.getMetadata().getName());
    }

    private <T extends HasMetadata> void add(Class<T> kind, EventSourceContext<P> context) {
        sources.put(kind, new InformerEventSource<>(configuration(kind, context).build(), context));
    }

    private <T extends HasMetadata> void addKept(Class<T> kind, EventSourceContext<P> context) {
        SecondaryToPrimaryMapper<T> named = child -> Optional.ofNullable(Labels.ownerName(child)).stream()
                .map(name -> new ResourceID(name, child.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
        sources.put(
                kind,
                new InformerEventSource<>(
                        configuration(kind, context)
                                .withSecondaryToPrimaryMapper(named)
                                .build(),
                        context));
    }

    private static <T extends HasMetadata, P extends HasMetadata>
            InformerEventSourceConfiguration.Builder<T> configuration(Class<T> kind, EventSourceContext<P> context) {
        return InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
                .withName("child-" + kind.getSimpleName())
                .withLabelSelector(Labels.OURS)
                .withNamespacesInheritedFromController();
    }
}
