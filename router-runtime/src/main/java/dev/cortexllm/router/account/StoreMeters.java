package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of the Redis that routers count in together. Safe for any thread. */
public final class StoreMeters {
    private final AtomicInteger connected;
    private final Counter fallbacks;

    StoreMeters(AtomicInteger connected, Counter fallbacks) {
        this.connected = connected;
        this.fallbacks = fallbacks;
    }

    /** An event loop has reached it. */
    public void connected() {
        connected.incrementAndGet();
    }

    /** An event loop has lost it. */
    public void lost() {
        connected.decrementAndGet();
    }

    /** Event loops that reach it at the moment. */
    public int count() {
        return connected.get();
    }

    /** Counts a request that was counted in the router's own memory, because Redis was not to be had. */
    public void fallback() {
        fallbacks.increment();
    }
}
