package dev.cortexllm.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * Wakes a reconciler for something that happened inside this process. Before the controller has started nothing is woken:
 * it looks at every resource then anyway.
 *
 * @param <P> the kind that is reconciled
 */
public final class Nudge<P extends HasMetadata> {
    private final SimpleInboundEventSource<P> source = new SimpleInboundEventSource<>("nudge");

    /** The event source, to be given to the framework. */
    public EventSource<Void, P> source() {
        return source;
    }

    /**
     * Wakes the reconciler for one resource.
     *
     * @param namespace its namespace
     * @param name its name; a resource that does not exist is passed over
     */
    public void wake(String namespace, String name) {
        source.propagateEvent(new ResourceID(name, namespace));
    }
}
