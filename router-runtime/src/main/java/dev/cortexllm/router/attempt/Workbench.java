package dev.cortexllm.router.attempt;

import dev.cortexllm.router.upstream.UpstreamClients;
import java.util.function.LongSupplier;

/**
 * What the attempts of one event loop work with.
 *
 * @param clients its HTTP clients
 * @param watchdog its timeouts
 * @param clock monotonic nanoseconds
 */
public record Workbench(UpstreamClients clients, Watchdog watchdog, LongSupplier clock) {}
