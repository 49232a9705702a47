package dev.cortexllm.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Optional;

/**
 * The resources of one controller, as its own cache has them, for those who are not its reconciler. Empty before the controller
 * was started.
 *
 * @param <P> the kind
 */
public final class Primaries<P extends HasMetadata> {
    private volatile IndexerResourceCache<P> cache;

    /**
     * The controller prepares.
     *
     * @param context the controller
     */
    public void of(EventSourceContext<P> context) {
        cache = context.getPrimaryCache();
    }

    /** All of them as last seen; never to be changed. */
    public List<P> all() {
        IndexerResourceCache<P> known = cache;
        return known == null ? List.of() : known.list().toList();
    }

    /**
     * Finds one.
     *
     * @param namespace its namespace
     * @param name its name
     * @return the resource as last seen; never to be changed
     */
    public Optional<P> find(String namespace, String name) {
        IndexerResourceCache<P> known = cache;
        return known == null ? Optional.empty() : known.get(new ResourceID(name, namespace));
    }
}
