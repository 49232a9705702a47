package dev.cortexllm.router.target;

import dev.cortexllm.router.balance.Hash64;
import dev.cortexllm.router.resilience.CoolDown;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One place to send requests to: an engine pod, or a provider's host. Safe for any thread. */
public final class EndpointState {
    private static final long TELL_NANOS = 10_000_000_000L;

    private final String name;
    private final Address address;
    private final long identity;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong started = new AtomicLong();
    private final CoolDown coolDown = new CoolDown();
    private volatile boolean ready;
    private volatile EngineLoad load;
    private volatile Set<String> loaded;
    private volatile long toldUntil;
    private volatile boolean told;

    EndpointState(String name, Address address) {
        this.name = name;
        this.address = address;
        this.identity = Hash64.of(address.host() + ":" + address.port(), 0);
    }

    /** The pod's name, or the host's. */
    public String name() {
        return name;
    }

    /** Where it listens. */
    public Address address() {
        return address;
    }

    /**
     * Hash of where it listens: the same on every router, however that has learned of it. A pod's name is not: a router that
     * has to ask DNS does not know it.
     */
    public long identity() {
        return identity;
    }

    /** Requests of this process that it works on or queues. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Requests this process has ever sent to it. */
    public long started() {
        return started.get();
    }

    /** Whether it may get new requests. */
    public boolean ready() {
        return ready;
    }

    /** Keeps requests away while it fails. */
    public CoolDown coolDown() {
        return coolDown;
    }

    /**
     * Whether it is time to tell whoever runs the router that it cannot be reached: not once per request while that lasts.
     *
     * @param now monotonic nanoseconds
     * @return true at the first call, and every ten seconds at the most
     */
    public boolean worthTelling(long now) {
        if (told && toldUntil - now > 0) {
            return false;
        }
        toldUntil = now + TELL_NANOS;
        told = true;
        return true;
    }

    /** What its engine last said, or null. */
    public EngineLoad load() {
        return load;
    }

    /**
     * What its engine has said lately.
     *
     * @param now monotonic nanoseconds
     * @return its load, or null when it has not told for some seconds
     */
    public EngineLoad loadLately(long now) {
        EngineLoad told = load;
        return told == null || now - told.nanos() > QueueWait.STALE_NANOS ? null : told;
    }

    /**
     * Notes what its engine says.
     *
     * @param latest null when it says nothing any more
     */
    public void load(EngineLoad latest) {
        load = latest;
    }

    /**
     * How much it has to do.
     *
     * @param now monotonic nanoseconds
     * @return requests of this process in it, and those of others that its engine told of lately
     */
    public double load(long now) {
        EngineLoad told = loadLately(now);
        double others = told == null ? 0 : told.others();
        return inFlight.get() + others;
    }

    /**
     * Notes which models its engine has in memory.
     *
     * @param models their names, in every spelling that requests use; null where an engine does not say or has only one
     */
    public void loaded(Set<String> models) {
        loaded = models == null ? null : Set.copyOf(models);
    }

    /**
     * Whether its engine would have to load a model first.
     *
     * @param model the model's id there
     * @return true only when the engine says which models it has, and this is none of them
     */
    public boolean cold(String model) {
        Set<String> known = loaded;
        return known != null && !known.contains(model);
    }

    void ready(boolean mayGetRequests) {
        ready = mayGetRequests;
    }

    void taken() {
        inFlight.incrementAndGet();
        started.incrementAndGet();
    }

    /** Takes a place unless as many are taken as there are. */
    boolean takenWithin(int places) {
        int before = inFlight.get();
        while (before < places) {
            if (inFlight.compareAndSet(before, before + 1)) {
                started.incrementAndGet();
                return true;
            }
            before = inFlight.get();
        }
        return false;
    }

    void given() {
        inFlight.decrementAndGet();
    }
}
