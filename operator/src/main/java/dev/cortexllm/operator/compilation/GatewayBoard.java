package dev.cortexllm.operator.compilation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What each gateway serves now; written by its reconciler, read by the link and the policies' reconciler. */
public final class GatewayBoard {
    private final Map<GatewayId, Published> served = new ConcurrentHashMap<>();
    private final Map<GatewayId, Published> sidecars = new ConcurrentHashMap<>();
    private final Set<GatewayId> stalled = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Told of postings; must not block. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A gateway, or its sidecars, may serve something else from now on; the board has it already.
         *
         * @param gateway which one
         * @param before what it served until now; empty when nothing was posted yet
         */
        void posted(GatewayId gateway, Optional<Published> before);
    }

    /**
     * Names who is told of each posting.
     *
     * @param listener must not block
     */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Posts what a gateway serves, once its Secrets hold it.
     *
     * @param gateway the gateway
     * @param published what it serves
     */
    public void post(GatewayId gateway, Published published) {
        Optional<Published> before = Optional.ofNullable(served.put(gateway, published));
        stalled.remove(gateway);
        tell(gateway, before);
    }

    /**
     * Posts what the sidecars of a gateway serve; those that it does not have any more are forgotten.
     *
     * @param gateway the gateway
     * @param present what they serve, by their ids
     */
    public void postSidecars(GatewayId gateway, Map<GatewayId, Published> present) {
        sidecars.keySet().removeIf(id -> id.gateway().equals(gateway) && !present.containsKey(id));
        present.forEach((id, published) -> tell(id, Optional.ofNullable(sidecars.put(id, published))));
    }

    private void tell(GatewayId gateway, Optional<Published> before) {
        listeners.forEach(listener -> listener.posted(gateway, before));
    }

    /** The sidecars that serve something. */
    public Set<GatewayId> sidecars() {
        return Set.copyOf(sidecars.keySet());
    }

    /**
     * Notes that a gateway has been looked at and cannot serve anything, so that nobody waits for it.
     *
     * @param gateway the gateway; one that serves something goes on to do so
     */
    public void stall(GatewayId gateway) {
        if (!served.containsKey(gateway)) {
            stalled.add(gateway);
        }
    }

    /** The gateways that cannot serve anything, for a reason that their own status names. */
    public Set<GatewayId> stalled() {
        return Set.copyOf(stalled);
    }

    /**
     * Forgets gateways that are gone.
     *
     * @param existing the gateways that there are
     */
    public void retain(Set<GatewayId> existing) {
        served.keySet().retainAll(existing);
        sidecars.keySet().removeIf(id -> !existing.contains(id.gateway()));
        stalled.retainAll(existing);
    }

    /**
     * What a gateway serves.
     *
     * @param gateway the gateway, or its sidecars
     * @return empty before its first compilation
     */
    public Optional<Published> find(GatewayId gateway) {
        Published found = served.get(gateway);
        return Optional.ofNullable(found == null ? sidecars.get(gateway) : found);
    }

    /** The gateways that serve something. */
    public Set<GatewayId> gateways() {
        return Set.copyOf(served.keySet());
    }
}
