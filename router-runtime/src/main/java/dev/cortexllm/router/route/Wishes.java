package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a caller decides instead of the policy, or holds it to, for one request. Names are of providers, deployments, vendors,
 * models or the policy's targets; case does not count.
 *
 * @param provider who must answer; null: anybody
 * @param model which model must answer; null: any
 * @param prefer what is tried first, in this order; {@link #LOCAL} stands for all that is self-hosted; empty: nothing
 * @param noFallback whether only the first choice is tried
 * @param maxLatencyMillis how long the first token may be expected to take; {@link #NO_MATTER}: any time
 * @param localOnly whether the request must not leave the cluster
 */
public record Wishes(
        String provider,
        String model,
        List<String> prefer,
        boolean noFallback,
        long maxLatencyMillis,
        boolean localOnly) {
    /** Nothing is asked for. */
    public static final Wishes NONE = new Wishes(null, null, List.of(), false, Long.MAX_VALUE, false);

    /** Any latency will do. */
    public static final long NO_MATTER = Long.MAX_VALUE;

    /** In {@code prefer}: everything self-hosted. */
    public static final String LOCAL = "local";

    /** Whether a provider or a model is forced. */
    boolean force() {
        return provider != null || model != null;
    }

    /** Whether a target is what is forced. */
    boolean allow(RouteTarget target) {
        return (provider == null || isProvider(target, provider)) && (model == null || isModel(target, model));
    }

    /** Place in the caller's preference, or -1. */
    int place(RouteTarget target) {
        for (int i = 0; i < prefer.size(); i++) {
            if (isPreferred(target, prefer.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * What none of a policy's targets is called.
     *
     * @param route the policy
     * @return a sentence that names it and what there is; null when every name is one
     */
    public String unknown(Route route) {
        if (provider != null && none(route, target -> isProvider(target, provider))) {
            return "No target of policy '" + route.name() + "' is of provider '" + provider + "'; "
                    + has(route, target -> target.upstream().name());
        }
        if (model != null && none(route, target -> isModel(target, model))) {
            return "No target of policy '" + route.name() + "' has model '" + model + "'; "
                    + has(route, target -> target.config().model());
        }
        if (force() && none(route, this::allow)) {
            return "No target of policy '" + route.name() + "' has model '" + model + "' of provider '" + provider
                    + "'.";
        }
        for (String name : prefer) {
            if (!name.equalsIgnoreCase(LOCAL) && none(route, target -> isPreferred(target, name))) {
                return "Policy '" + route.name() + "' has no target, provider or model '" + name + "' to prefer; "
                        + has(route, target -> target.config().name());
            }
        }
        return null;
    }

    private static boolean none(Route route, Predicate<RouteTarget> is) {
        return Arrays.stream(route.targets()).noneMatch(is);
    }

    private static String has(Route route, Function<RouteTarget, String> name) {
        return "it has "
                + String.join(
                        ", ",
                        Arrays.stream(route.targets())
                                .map(name)
                                .distinct()
                                .sorted()
                                .toList())
                + ".";
    }

    private static boolean isPreferred(RouteTarget target, String name) {
        return name.equalsIgnoreCase(LOCAL) && target.config().local()
                || isProvider(target, name)
                || isModel(target, name);
    }

    private static boolean isProvider(RouteTarget target, String name) {
        return name.equalsIgnoreCase(target.upstream().name())
                || name.equalsIgnoreCase(target.config().name())
                || name.equalsIgnoreCase(target.upstream().config().vendor());
    }

    private static boolean isModel(RouteTarget target, String name) {
        return name.equalsIgnoreCase(target.config().model())
                || name.equalsIgnoreCase(target.config().name());
    }
}
