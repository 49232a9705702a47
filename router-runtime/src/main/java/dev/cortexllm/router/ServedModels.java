package dev.cortexllm.router;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.catalogue.ModelQuery;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.target.Observed;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.TargetState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The models of a configuration: each upstream's, however many policies have it. */
final class ServedModels {
    /** Tokens of the answer by whose duration models are told to be fast. */
    private static final double ANSWER = 100;

    private static final int PICO_USD = 6;

    private ServedModels() {}

    /**
     * A model at an upstream.
     *
     * @param target one of the targets that it is
     * @param policies ids of the policies that have it, sorted
     */
    record Served(RouteTarget target, Set<String> policies) {}

    /** All of them by upstream and model. */
    static List<Served> of(Snapshot snapshot) {
        Map<TargetState, Served> served = new IdentityHashMap<>();
        for (Route route : new HashSet<>(snapshot.byModel().values())) {
            for (RouteTarget target : route.targets()) {
                served.computeIfAbsent(target.state(), state -> new Served(target, new TreeSet<>()))
                        .policies()
                        .add(route.id());
            }
        }
        List<Served> sorted = new ArrayList<>(served.values());
        sorted.sort(Comparator.comparing((Served one) -> one.target().config().upstream())
                .thenComparing(one -> one.target().config().model()));
        return sorted;
    }

    /** What counts of one for a query. */
    static ModelQuery.Listed listed(Served one, Task task, long now) {
        Policy.Target config = one.target().config();
        Policy.Price price = config.price();
        return new ModelQuery.Listed(
                Set.of(
                        config.upstream(),
                        one.target().upstream().name(),
                        one.target().upstream().config().vendor()),
                capabilities(config),
                price == null ? null : usd(price.inputPicoUsd()),
                price == null ? null : usd(price.outputPicoUsd()),
                quality(config.profile(), task),
                seconds(one.target().state().observed(), now));
    }

    /** At a task, over all where that is unknown; null when both are. */
    static Double quality(Policy.Profile profile, Task task) {
        if (profile == null) {
            return null;
        }
        Double there = task == null || profile.taskQuality() == null
                ? null
                : profile.taskQuality().get(task);
        return there == null ? profile.quality() : there;
    }

    /** USD per million tokens. */
    static BigDecimal usd(long picoUsd) {
        return BigDecimal.valueOf(picoUsd, PICO_USD);
    }

    private static Set<Capability> capabilities(Policy.Target config) {
        return config.profile() == null || config.profile().capabilities() == null
                ? null
                : Set.copyOf(config.profile().capabilities());
    }

    /** Answers that come whole have a pace that the wait for their first token is part of. */
    private static Double seconds(Observed observed, long now) {
        double pace = observed.tokensPerSecond(now);
        double first = observed.ttftSeconds(now);
        return Double.isNaN(pace) ? null : (Double.isNaN(first) ? 0 : first) + ANSWER / pace;
    }
}
