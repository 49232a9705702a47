package dev.cortexllm.router.limit;

import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;
import dev.cortexllm.router.account.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/** Limits for tests. */
public final class Limits {
    public static final long MINUTE = 60_000;

    private Limits() {}

    public static Limit requests(String name, long amount) {
        return new Limit("k/" + name, name, "policy chat", Measure.REQUESTS, amount, MINUTE, 0, false, null);
    }

    public static Limit tokens(String name, long amount) {
        return new Limit("k/" + name, name, "policy chat", Measure.TOKENS, amount, MINUTE, 0, false, null);
    }

    public static Limit slots(String name, long amount) {
        return new Limit("k/" + name, name, "policy chat", Measure.CONCURRENT, amount, 0, 0, false, null);
    }

    public static Limit leaky(String name, long amount, long burst) {
        return new Limit("k/" + name, name, "policy chat", Measure.REQUESTS, amount, MINUTE, burst, false, null);
    }

    public static Limit shadow(Limit of) {
        return new Limit(
                of.key(), of.name(), of.owner(), of.measure(), of.amount(), of.windowMillis(), of.burst(), true, null);
    }

    /** What a request asks of limits. */
    public static Ask ask(long tokens, Limit... limits) {
        return new Ask(LimitEntry.of(List.of(limits), new Meters(new SimpleMeterRegistry())), tokens);
    }
}
