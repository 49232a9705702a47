package dev.cortexllm.router.target;

import dev.cortexllm.router.account.PickMeters;
import dev.cortexllm.router.waiting.WaitingRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What the process knows of one upstream. Safe for any thread; the endpoint list is replaced as a whole. */
public final class UpstreamState {
    private static final double RETURN_SECONDS = 10;
    private static final double NANOS = 1e9;

    private final String id;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger unmet = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final WaitingRoom waitingRoom = new WaitingRoom(this::readyEndpoints);
    private volatile List<EndpointState> endpoints = List.of();
    private volatile Guard guard = Guard.USUAL;
    private volatile Return back;
    private volatile Picking picking = new Picking(new EndpointState[0], 0, Balance.USUAL, null);
    private Balance balance = Balance.USUAL;
    private PickMeters picks;

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

    /** When it was seen to have come back. Noted by the first who looks, as announcements carry no time. */
    private static final class Return {
        private volatile long since;
        private volatile boolean seen;
    }

    /**
     * Whether it was away, has come back only just, and works on as many requests of this process as it may so soon: one at first,
     * the whole concurrency of those that are ready after {@value #RETURN_SECONDS} s. An engine whose caches are empty is slower than it will be, and what
     * waited for it must not come all at once.
     *
     * @param concurrency requests that one of its replicas works on at the same time
     * @param now monotonic nanoseconds
     * @return true while others should take over
     */
    public boolean returning(int concurrency, long now) {
        Return returned = back;
        if (returned == null) {
            return false;
        }
        if (!returned.seen) {
            returned.since = now;
            returned.seen = true;
        }
        double share = (now - returned.since) / (RETURN_SECONDS * NANOS);
        if (share >= 1) {
            back = null;
            return false;
        }
        return inFlight.get() >= Math.max(1, share * concurrency * readyEndpoints());
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

    /**
     * Notes a request that wanted it and found no ready endpoint.
     *
     * @return how many of them are not answered yet
     */
    public int missed() {
        asked.incrementAndGet();
        return unmet.incrementAndGet();
    }

    /** Requests of this process that ever wanted it, each attempt counted; it never becomes less. */
    public long asked() {
        return asked.get();
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
    public synchronized void guard(Guard other) {
        guard = other;
        arrange();
    }

    /**
     * Spreads requests over its endpoints in another way.
     *
     * @param other how
     * @param meters counts how endpoints are chosen where there are several; null: nobody does
     */
    public synchronized void balance(Balance other, PickMeters meters) {
        balance = other;
        picks = meters;
        arrange();
    }

    private void arrange() {
        picking = new Picking(endpoints.toArray(new EndpointState[0]), guard.places(), balance, picks);
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
     * An endpoint for a request that could as well go to any.
     *
     * @param tried endpoints that failed this request already
     * @param now monotonic nanoseconds
     * @param draws random numbers
     * @return the endpoint, or null when no untried one is ready and has a place
     */
    public EndpointState pick(List<EndpointState> tried, long now, LongSupplier draws) {
        return picking.pick(null, null, tried, now, draws);
    }

    /** See {@link TargetState#pick}. */
    EndpointState pick(TargetState target, Affinity affinity, List<EndpointState> tried, long now, LongSupplier draws) {
        return picking.pick(target, affinity, tried, now, draws);
    }

    /**
     * Replaces the endpoints; those that stay keep their state.
     *
     * @param announced the complete new list
     * @return whether one became ready that was not
     */
    synchronized boolean replace(List<Announced> announced) {
        boolean away = !endpoints.isEmpty() && !ready() || unmet.get() > 0;
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
        if (away && ready()) {
            back = new Return();
        }
        arrange();
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
        asked.incrementAndGet();
        inFlight.incrementAndGet();
    }

    void given() {
        inFlight.decrementAndGet();
    }
}
