package dev.cortexllm.router.attempt;

import dev.cortexllm.router.tokens.PromptCounter;
import dev.cortexllm.router.upstream.UpstreamClients;
import java.util.function.LongSupplier;

/**
 * What the attempts of one event loop work with.
 *
 * @param clients its HTTP clients
 * @param watchdog its timeouts
 * @param workers runs what would hold up the event loop for too long
 * @param counter counts tokens; the process has one
 * @param clock monotonic nanoseconds
 * @param epochSeconds wall clock, Unix seconds
 */
public record Workbench(
        UpstreamClients clients,
        Watchdog watchdog,
        Workers workers,
        PromptCounter counter,
        LongSupplier clock,
        LongSupplier epochSeconds) {}
