package dev.cortexllm.router.attempt;

import dev.cortexllm.router.store.Books;
import dev.cortexllm.router.store.LimitStore;
import dev.cortexllm.router.tokens.PromptCounter;
import dev.cortexllm.router.upstream.UpstreamClients;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the attempts of one event loop work with.
 *
 * @param clients its HTTP clients
 * @param watchdog its timeouts
 * @param outbox what it writes
 * @param workers runs what would hold up the event loop for too long
 * @param counter counts tokens; the process has one
 * @param limits where rate limits are counted and money is
 * @param clock monotonic nanoseconds, which stand still in a turn unless somebody asks exactly; for the event loop alone, as the next two
 * @param epochSeconds wall clock, Unix seconds
 * @param epochMillis the same in milliseconds
 * @param attemptIds ids that no attempt of any router has
 * @param books what is known of money, and who wants to be told
 * @param draws random numbers, all 64 bits of them
 */
public record Workbench(
        UpstreamClients clients,
        Watchdog watchdog,
        Outbox outbox,
        Workers workers,
        PromptCounter counter,
        LimitStore limits,
        TurnClock clock,
        LongSupplier epochSeconds,
        LongSupplier epochMillis,
        Supplier<String> attemptIds,
        Books books,
        LongSupplier draws) {}
