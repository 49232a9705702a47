package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LimitAlgorithm;
import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.api.v1alpha1.LimitThreshold;
import dev.cortexllm.api.v1alpha1.RateLimit;
import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compiles the rate limits of one resource. */
final class RateLimits {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final long MOST = 1_000_000_000_000L;

    private final String scope;
    private final Resource<?> resource;
    private final String place;
    private final Findings findings;

    private RateLimits(String scope, Resource<?> resource, String place, Findings findings) {
        this.scope = scope;
        this.resource = resource;
        this.place = place;
        this.findings = findings;
    }

    /**
     * Compiles them. Counts belong to the resource's UID, so that a resource that is made anew begins at nothing; outside
     * Kubernetes they belong to its name.
     *
     * @param scope word for the kind of resource in keys and errors; for a part of a resource the kind of part and its name
     *     with a slash between, such as {@code workspace/support}
     * @param resource whose limits they are
     * @param given as the spec has them, possibly null
     * @param path where they stand in the spec
     * @param findings told what makes no sense
     * @return the limits, null when there are none
     */
    static List<Limit> of(String scope, Resource<?> resource, List<RateLimit> given, String path, Findings findings) {
        RateLimits limits = new RateLimits(scope, resource, path, findings);
        List<Limit> compiled = limits.all(PolicyChecks.orEmpty(given));
        return compiled.isEmpty() ? null : List.copyOf(compiled);
    }

    /** Those of a resource as a whole. */
    static List<Limit> of(String scope, Resource<?> resource, List<RateLimit> given, Findings findings) {
        return of(scope, resource, given, "spec.rateLimits", findings);
    }

    private List<Limit> all(List<RateLimit> given) {
        List<Limit> limits = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String path = place + "[" + i + "]";
            RateLimit limit = given.get(i);
            if (limit == null || limit.name() == null || limit.name().isBlank()) {
                findings.invalid(path + ".name", "the limit's name is missing");
            } else if (!names.add(limit.name())) {
                findings.invalid(path + ".name", "another limit is called '" + limit.name() + "'");
            } else {
                one(limit, path, limits);
            }
        }
        return limits;
    }

    private void one(RateLimit limit, String path, List<Limit> into) {
        List<Limit> quantities = new ArrayList<>();
        add(quantities, limit, limit.requestsPerMinute(), Measure.REQUESTS, MINUTE, "requests-per-minute");
        add(quantities, limit, limit.requestsPerHour(), Measure.REQUESTS, HOUR, "requests-per-hour");
        add(quantities, limit, limit.tokensPerMinute(), Measure.TOKENS, MINUTE, "tokens-per-minute");
        add(quantities, limit, limit.concurrentRequests(), Measure.CONCURRENT, 0, "concurrent-requests");
        if (quantities.size() != 1) {
            findings.invalid(
                    path,
                    "give exactly one of requestsPerMinute, requestsPerHour, tokensPerMinute and concurrentRequests");
            return;
        }
        Limit compiled = quantities.get(0);
        if (compiled.amount() < 1 || compiled.amount() > MOST) {
            findings.invalid(path, "the quantity must be from 1 to " + MOST);
        } else if (algorithm(limit, path) && scopes(limit, path)) {
            into.add(compiled);
        }
    }

    private boolean algorithm(RateLimit limit, String path) {
        boolean leaky = limit.algorithm() == LimitAlgorithm.LEAKY_BUCKET;
        if (leaky && limit.concurrentRequests() != null) {
            findings.invalid(path + ".algorithm", "concurrentRequests takes no algorithm");
            return false;
        }
        if (limit.burst() != null && (!leaky || limit.burst() < 1 || limit.burst() > MOST)) {
            findings.invalid(path + ".burst", leaky ? "must be from 1 to " + MOST : "belongs to algorithm LeakyBucket");
            return false;
        }
        for (LimitThreshold threshold : PolicyChecks.orEmpty(limit.thresholds())) {
            if (threshold == null || threshold.percent() == null || outside(threshold.percent())) {
                findings.invalid(path + ".thresholds", "percent must be from 1 to 100");
                return false;
            }
        }
        return true;
    }

    private boolean scopes(RateLimit limit, String path) {
        List<LimitScope> per = PolicyChecks.orEmpty(limit.per());
        if (per.stream().anyMatch(Objects::isNull) || new HashSet<>(per).size() < per.size()) {
            findings.invalid(path + ".per", "must name Key, Workspace and Model at most once each");
            return false;
        }
        if (!per.isEmpty() && scope.equals("provider")) {
            findings.invalid(path + ".per", "a provider's limit has one count for all");
            return false;
        }
        return true;
    }

    private static boolean outside(int percent) {
        return percent < 1 || percent > 100;
    }

    private void add(List<Limit> into, RateLimit limit, Long amount, Measure measure, long windowMillis, String kind) {
        if (amount == null) {
            return;
        }
        boolean leaky = limit.algorithm() == LimitAlgorithm.LEAKY_BUCKET && windowMillis > 0;
        into.add(new Limit(
                key(limit.name(), leaky ? kind + "-leaky" : kind),
                limit.name(),
                Owners.of(scope, resource),
                measure,
                amount,
                windowMillis,
                leaky ? burst(limit.burst(), amount, windowMillis) : 0,
                Boolean.TRUE.equals(limit.shadow()),
                percents(limit),
                per(limit)));
    }

    private static List<LimitScope> per(RateLimit limit) {
        List<LimitScope> scopes = PolicyChecks.orEmpty(limit.per()).stream()
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        return scopes.isEmpty() ? null : scopes;
    }

    private String key(String name, String kind) {
        String uid = Objects.requireNonNullElse(resource.uid(), "");
        return scope + "/" + (uid.isEmpty() ? resource.id().path() : uid) + "/" + name + "/" + kind;
    }

    /** What one second brings, at least 1. */
    private static long burst(Long given, long amount, long windowMillis) {
        return given == null ? Math.max(1, amount * MILLIS_PER_SECOND / windowMillis) : given;
    }

    private static List<Integer> percents(RateLimit limit) {
        Set<Integer> percents = new TreeSet<>();
        for (LimitThreshold threshold : PolicyChecks.orEmpty(limit.thresholds())) {
            if (threshold != null && threshold.percent() != null) {
                percents.add(threshold.percent());
            }
        }
        return percents.isEmpty() ? null : List.copyOf(percents);
    }
}
