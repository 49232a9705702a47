package dev.cortexllm.router.target;

import dev.cortexllm.router.waiting.WaitingRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the process knows of one upstream. Safe for any thread; the endpoint list is replaced as a whole. */
public final class UpstreamState {
    private final String id;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger unmet = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private final WaitingRoom waitingRoom = new WaitingRoom(this::readyEndpoints);
    private volatile List<EndpointState> endpoints = List.of();
    private volatile Guard guard = Guard.USUAL;

    UpstreamState(String id) {
        this.id = id;
    }

    /**
     * An endpoint as somebody announces it.
     *
     * @param name pod or host name
     * @param address where it listens
     * @param ready whether it may get new requests
     */
    public record Announced(String name, Address address, boolean ready) {}

    /** The upstream's id. */
    public String id() {
        return id;
    }

    /** Every endpoint known, ready or not. */
    public List<EndpointState> endpoints() {
        return endpoints;
    }

    /** Requests of this process in it. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Requests of this process that wanted it, are not answered yet, and found no ready endpoint. */
    public AtomicInteger unmet() {
        return unmet;
    }

    /** Where requests wait until one of its endpoints is ready. */
    public WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    private int readyEndpoints() {
        int ready = 0;
        for (EndpointState endpoint : endpoints) {
            ready += endpoint.ready() ? 1 : 0;
        }
        return ready;
    }

    /** How its endpoints are protected. */
    public Guard guard() {
        return guard;
    }

    /**
     * Protects its endpoints in another way; what is known of them stays.
     *
     * @param other how
     */
    public void guard(Guard other) {
        guard = other;
    }

    /**
     * Endpoints that are left alone.
     *
     * @param now monotonic nanoseconds
     * @return how many
     */
    public int ejected(long now) {
        int ejected = 0;
        List<EndpointState> known = endpoints;
        for (int i = 0; i < known.size(); i++) {
            ejected += known.get(i).ready() && known.get(i).coolDown().cooling(now) ? 1 : 0;
        }
        return ejected;
    }

    /** An endpoint failed. It is left alone as long as not too many are. */
    void failed(EndpointState endpoint, long now) {
        Guard by = guard;
        if (by.maxEjectedPercent() == Guard.ALL || endpoint.coolDown().cooling(now) || roomToEject(by, now)) {
            endpoint.coolDown().failed(now, by.ejection());
        }
    }

    private boolean roomToEject(Guard by, long now) {
        int ready = 0;
        List<EndpointState> known = endpoints;
        for (int i = 0; i < known.size(); i++) {
            ready += known.get(i).ready() ? 1 : 0;
        }
        return (ejected(now) + 1) * Guard.ALL <= ready * by.maxEjectedPercent();
    }

    /** Whether any endpoint may get a new request. */
    public boolean ready() {
        List<EndpointState> known = endpoints;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).ready()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The ready endpoint with the fewest requests of ours; those that are left alone only when no other is left, and those
     * without a free place never.
     *
     * @param tried endpoints that failed this request already
     * @param now monotonic nanoseconds
     * @return the endpoint, or null when no untried one is ready and has a place
     */
    public EndpointState pick(List<EndpointState> tried, long now) {
        List<EndpointState> known = endpoints;
        int places = guard.places();
        int size = known.size();
        int from = size < 2 ? 0 : Math.floorMod(turn.getAndIncrement(), size);
        EndpointState best = null;
        boolean bestCooling = false;
        for (int i = 0; i < size; i++) {
            EndpointState next = known.get((from + i) % size);
            if (!next.ready() || next.inFlight() >= places || tried.contains(next)) {
                continue;
            }
            boolean cooling = next.coolDown().cooling(now);
            if (best == null
                    || bestCooling && !cooling
                    || bestCooling == cooling && next.inFlight() < best.inFlight()) {
                best = next;
                bestCooling = cooling;
            }
        }
        return best;
    }

    /**
     * Replaces the endpoints; those that stay keep their state.
     *
     * @param announced the complete new list
     * @return whether one became ready that was not
     */
    synchronized boolean replace(List<Announced> announced) {
        List<EndpointState> next = new ArrayList<>(announced.size());
        boolean fresh = false;
        for (Announced one : announced) {
            EndpointState state = known(one);
            fresh |= one.ready() && !state.ready();
            if (one.ready() && !state.ready()) {
                state.coolDown().reset();
            }
            state.ready(one.ready());
            next.add(state);
        }
        endpoints = List.copyOf(next);
        return fresh;
    }

    private EndpointState known(Announced one) {
        for (EndpointState state : endpoints) {
            if (state.name().equals(one.name()) && state.address().equals(one.address())) {
                return state;
            }
        }
        return new EndpointState(one.name(), one.address());
    }

    void taken() {
        inFlight.incrementAndGet();
    }

    void given() {
        inFlight.decrementAndGet();
    }
}
