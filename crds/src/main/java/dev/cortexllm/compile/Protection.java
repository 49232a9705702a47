package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.CircuitBreaker;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.FailureClass;
import dev.cortexllm.api.v1alpha1.OutlierDetection;
import dev.cortexllm.api.v1alpha1.RetryBackoff;
import dev.cortexllm.api.v1alpha1.RetryBudget;
import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.Retry;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Compiles what protects upstreams and routers from each other, and how requests are tried again. */
final class Protection {
    private static final int MOST_CALLS = 10_000;
    private static final int MOST = 100_000;
    private static final int PERCENT = 100;

    private final Findings findings;

    private Protection(Findings findings) {
        this.findings = findings;
    }

    /** Of a provider or deployment; null when nothing is given, so that routers do what is usual. */
    static Resilience of(CircuitBreaker breaker, OutlierDetection detection, Integer maxConcurrent, Findings findings) {
        if (breaker == null && detection == null && maxConcurrent == null) {
            return null;
        }
        Protection protection = new Protection(findings);
        if (maxConcurrent != null) {
            protection.within(maxConcurrent, "0", 1, MOST, "spec.maxConcurrentRequests");
        }
        return new Resilience(protection.breaker(breaker), protection.ejection(detection), maxConcurrent);
    }

    /** Of a policy; null when nothing is given. */
    static Retry retry(dev.cortexllm.api.v1alpha1.Retry given, Findings findings) {
        return given == null ? null : new Protection(findings).retry(given);
    }

    private Resilience.Breaker breaker(CircuitBreaker given) {
        if (given == null) {
            return null;
        }
        String path = "spec.circuitBreaker.";
        int calls = within(given.calls(), Defaults.BREAKER_CALLS, 1, MOST_CALLS, path + "calls");
        int minimum = within(given.minimumCalls(), Defaults.BREAKER_MINIMUM, 1, MOST_CALLS, path + "minimumCalls");
        if (minimum > calls && given.minimumCalls() != null) {
            findings.invalid(path + "minimumCalls", "must not be larger than calls");
        }
        return new Resilience.Breaker(
                within(given.failurePercent(), Defaults.BREAKER_FAILURES, 1, PERCENT, path + "failurePercent"),
                within(given.slowPercent(), Defaults.BREAKER_SLOW, 1, PERCENT, path + "slowPercent"),
                Spans.positive(given.slowAfter(), Defaults.BREAKER_SLOW_AFTER, path + "slowAfter", findings),
                calls,
                Math.min(calls, minimum),
                Spans.positive(given.openFor(), Defaults.BREAKER_OPEN, path + "openFor", findings),
                within(given.probes(), Defaults.BREAKER_PROBES, 1, PERCENT, path + "probes"));
    }

    private Resilience.Ejection ejection(OutlierDetection given) {
        if (given == null) {
            return null;
        }
        String path = "spec.outlierDetection.";
        long base = Spans.positive(given.ejectFor(), Defaults.EJECT_FOR, path + "ejectFor", findings);
        return new Resilience.Ejection(
                within(given.consecutiveFailures(), Defaults.EJECT_FAILURES, 1, 1000, path + "consecutiveFailures"),
                base,
                longest(given.maxEjectFor(), Defaults.EJECT_MAX, base, path + "maxEjectFor", "ejectFor"),
                within(given.maxEjectedPercent(), Defaults.EJECT_PERCENT, 1, PERCENT, path + "maxEjectedPercent"));
    }

    private Retry retry(dev.cortexllm.api.v1alpha1.Retry given) {
        RetryBackoff backoff = Objects.requireNonNullElse(given.backoff(), new RetryBackoff(null, null));
        RetryBudget budget = Objects.requireNonNullElse(given.budget(), new RetryBudget(null, null));
        long base = Spans.positive(backoff.base(), Defaults.BACKOFF_BASE, "spec.retry.backoff.base", findings);
        return new Retry(
                classes(given.classes()),
                base,
                longest(backoff.max(), Defaults.BACKOFF_MAX, base, "spec.retry.backoff.max", "base"),
                within(budget.percent(), Defaults.RETRY_PERCENT, 0, 1000, "spec.retry.budget.percent"),
                within(budget.minPerSecond(), Defaults.RETRIES_PER_SECOND, 0, MOST, "spec.retry.budget.minPerSecond"));
    }

    private List<Retry.On> classes(List<FailureClass> given) {
        if (given == null) {
            return List.of(Retry.On.values());
        }
        if (given.isEmpty() || given.contains(null)) {
            findings.invalid(
                    "spec.retry.classes", "name at least one of RateLimited, ServerError, Timeout and Connect");
        }
        return Arrays.stream(Retry.On.values())
                .filter(on ->
                        given.stream().anyMatch(one -> one != null && one.name().equals(on.name())))
                .toList();
    }

    /** One that was not given is never shorter than the first. */
    private long longest(String text, String whenAbsent, long base, String path, String ofBase) {
        long longest = Spans.positive(text, whenAbsent, path, findings);
        if (text != null && longest < base) {
            findings.invalid(path, "must not be shorter than " + ofBase);
        }
        return Math.max(base, longest);
    }

    private int within(Integer given, String whenAbsent, int least, int most, String path) {
        int value = given == null ? Integer.parseInt(whenAbsent) : given;
        if (value < least || value > most) {
            findings.invalid(path, "must be from " + least + " to " + most);
        }
        return value;
    }
}
