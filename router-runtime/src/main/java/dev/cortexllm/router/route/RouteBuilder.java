package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.ConfigException;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.account.DecisionMeters;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.account.RouteMeters;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.resilience.Retries;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.target.UpstreamEntry;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonText;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Makes one {@link Route} of one policy. */
final class RouteBuilder {
    private static final double MILLIS_PER_SECOND = 1000;

    private final Policy policy;
    private final LimitEntry[] limits;
    private final BudgetEntry[] budgets;
    private final Map<String, UpstreamEntry> upstreams;
    private final TargetStates states;
    private final Meters meters;
    private final LongSupplier clock;
    private final Set<TargetStates.Key> keys = new HashSet<>();
    private final Set<String> spillKeys = new HashSet<>();

    RouteBuilder(
            Policy policy,
            LimitEntry[] limits,
            BudgetEntry[] budgets,
            Map<String, UpstreamEntry> upstreams,
            TargetStates states,
            Meters meters,
            LongSupplier clock) {
        this.policy = policy;
        this.limits = limits;
        this.budgets = budgets;
        this.upstreams = upstreams;
        this.states = states;
        this.meters = meters;
        this.clock = clock;
    }

    Route build() {
        RouteTarget[] targets = targets();
        RouteRule[] rules = rules();
        RouteMeters[][] byTarget = new RouteMeters[rules.length][targets.length];
        RouteMeters[] unserved = new RouteMeters[rules.length];
        SpillState[][] spills = new SpillState[rules.length][targets.length];
        for (RouteRule rule : rules) {
            unserved[rule.index()] = meters.route(policy.name(), rule.name(), "", "unknown");
            for (RouteTarget target : targets) {
                byTarget[rule.index()][target.index()] = meters.route(
                        policy.name(),
                        rule.name(),
                        target.upstream().name(),
                        target.config().model());
                spills[rule.index()][target.index()] = spill(rule, target);
            }
        }
        return new Route(
                policy.id(),
                policy.name(),
                targets,
                rules,
                Needs.of(policy),
                checked(policy.fallback(), "fallback"),
                Math.max(1, policy.maxAttempts()),
                budgets,
                Retries.of(
                        policy.retry(),
                        states.retryBudget(policy.id()),
                        () -> ThreadLocalRandom.current().nextDouble(),
                        meters.retries(policy.name())),
                meters.tally(policy.id()),
                byTarget,
                unserved,
                spills,
                policy.targets().stream().map(Merits::of).toArray(Merits[]::new),
                Arrays.stream(rules)
                        .map(rule -> meters.decisions(policy.name(), rule.name(), Reason.count()))
                        .toArray(DecisionMeters[]::new));
    }

    /** Targets named by this policy. */
    Set<TargetStates.Key> keys() {
        return keys;
    }

    /** Spill-overs of this policy. */
    Set<String> spillKeys() {
        return spillKeys;
    }

    private RouteTarget[] targets() {
        RouteTarget[] targets = new RouteTarget[policy.targets().size()];
        for (int i = 0; i < targets.length; i++) {
            Policy.Target target = policy.targets().get(i);
            UpstreamEntry upstream = upstreams.get(target.upstream());
            if (upstream == null) {
                throw new ConfigException("policy " + policy.id() + ", target " + target.name() + ": upstream "
                        + target.upstream() + " is not in the configuration");
            }
            if (target.local() != upstream.config().keeps(target.model())) {
                throw new ConfigException("policy " + policy.id() + ", target " + target.name()
                        + ": local does not agree with upstream " + target.upstream());
            }
            keys.add(new TargetStates.Key(target.upstream(), target.model()));
            targets[i] = new RouteTarget(
                    i,
                    target,
                    model(target, upstream),
                    policy.unsupported(),
                    upstream,
                    states.target(target.upstream(), target.model()),
                    meters.attempts(upstream.name(), target.model()));
        }
        return targets;
    }

    private static TargetModel model(Policy.Target target, UpstreamEntry upstream) {
        return new TargetModel(
                target.model(),
                JsonText.bytes(target.model()),
                upstream.config().vendor(),
                target.maxOutputTokens(),
                upstream.config().apiVersion(),
                Objects.requireNonNullElse(target.defaults(), Parameters.NONE),
                Objects.requireNonNullElse(upstream.config().quirks(), Quirks.NONE)
                        .forModel(target.model()));
    }

    private RouteRule[] rules() {
        int given = policy.rules().size();
        RouteRule[] rules = new RouteRule[given + 1];
        for (int i = 0; i < given; i++) {
            Policy.Rule rule = policy.rules().get(i);
            Policy.Choosing choosing = usualUnless(rule.choosing());
            rules[i] = new RouteRule(
                    rule.name(),
                    i,
                    Set.copyOf(rule.models()),
                    rule.tasks().isEmpty() ? Set.of() : EnumSet.copyOf(rule.tasks()),
                    List.copyOf(rule.headers()),
                    order(rule),
                    rule.strategy(),
                    rule.spillWaitMillis() / MILLIS_PER_SECOND,
                    RuleTraits.of(rule.traits()),
                    choosing,
                    choosing.fallback() == null ? null : checked(choosing.fallback(), "rule " + rule.name()),
                    LimitEntry.join(limits, LimitEntry.of(choosing.limits(), meters)),
                    BudgetEntry.of(choosing.spillBudgets()));
        }
        Policy.Choosing usual = usualUnless(policy.choosing());
        double limit = policy.spillWaitMillis() / MILLIS_PER_SECOND;
        rules[given] = new RouteRule(
                RouteRule.DEFAULT,
                given,
                Set.of(),
                Set.of(),
                List.of(),
                all(),
                policy.strategy(),
                limit,
                null,
                usual,
                null,
                limits,
                BudgetEntry.of(usual.spillBudgets()));
        return rules;
    }

    private static Policy.Choosing usualUnless(Policy.Choosing choosing) {
        return Objects.requireNonNullElse(choosing, Policy.Choosing.USUAL);
    }

    /** A closed rule has lost all of its targets: those of the policy are not meant for it. */
    private int[] order(Policy.Rule rule) {
        if (rule.closed()) {
            return new int[0];
        }
        return rule.prefer().isEmpty() ? all() : checked(rule.prefer(), "rule " + rule.name());
    }

    private int[] all() {
        return IntStream.range(0, policy.targets().size()).toArray();
    }

    private int[] checked(List<Integer> indexes, String where) {
        for (int index : indexes) {
            if (index < 0 || index >= policy.targets().size()) {
                throw new ConfigException("policy " + policy.id() + ", " + where + ": there is no target " + index);
            }
        }
        return indexes.stream().mapToInt(Integer::intValue).distinct().toArray();
    }

    private SpillState spill(RouteRule rule, RouteTarget target) {
        if (!target.config().local() || rule.strategy() != Strategy.LOCAL_FIRST) {
            return null;
        }
        String key = policy.id() + "|" + rule.name() + "|" + target.config().upstream() + "|"
                + target.config().model();
        spillKeys.add(key);
        SpillState state = states.spill(key);
        Tags tags = Tags.of(
                "policy",
                policy.name(),
                "rule",
                rule.name(),
                "target",
                target.config().name());
        meters.gauge(
                "spill.share",
                "Share of the requests that spill away from a local target",
                tags,
                state,
                spilling -> share(spilling, target, rule.spillLimitSeconds()));
        return state;
    }

    /** As a request would find it now: where none comes any more, the last decision says nothing. */
    private double share(SpillState state, RouteTarget target, double limitSeconds) {
        double wait = new LiveView(clock.getAsLong()).waitSeconds(target);
        return Spillover.spills(state.spilling(), wait, limitSeconds) ? Spillover.share(wait, limitSeconds) : 0;
    }
}
