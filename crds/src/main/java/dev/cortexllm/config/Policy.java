package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cortexllm.api.v1alpha1.CallerOverride;
import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.api.v1alpha1.Unsupported;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A compiled RoutingPolicy.
 *
 * @param id {@code namespace/name}
 * @param name shown to clients in {@code x-cortex-policy}
 * @param uid the resource's UID, empty outside Kubernetes
 * @param generation the generation that this entry was compiled from
 * @param models the names that clients ask for, no other policy has them
 * @param strategy order of the targets where no rule says otherwise
 * @param targets the targets whose reference is resolved; may be empty: then requests get 503, not 404
 * @param rules first match wins
 * @param fallback indexes into {@code targets}, tried after the chosen ones
 * @param maxAttempts upstream calls per request at the most
 * @param spillWaitMillis estimated local queue wait from which requests spill, under LocalFirst
 * @param unsupported what happens to parts of a request that the chosen target cannot express; {@link Unsupported#DROP} when
 *     null is given
 * @param limits how much it may be used; null when there are none
 * @param budgets how much it may spend; null when there are none
 * @param retry how it tries again; null: at once, with the next target, whatever failed
 * @param choosing how it chooses beyond its order; null: in the usual way
 */
public record Policy(
        String id,
        String name,
        String uid,
        long generation,
        List<String> models,
        Strategy strategy,
        List<Target> targets,
        List<Rule> rules,
        List<Integer> fallback,
        int maxAttempts,
        long spillWaitMillis,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.Drop.class)
        Unsupported unsupported,

        List<Limit> limits,
        List<Budget> budgets,
        Retry retry,
        Choosing choosing) {
    /** Before the names of budgets for what spills, which are not those of other budgets then. */
    private static final String SPILL = "spillover/";

    /** One that chooses in the usual way. */
    public Policy(
            String id,
            String name,
            String uid,
            long generation,
            List<String> models,
            Strategy strategy,
            List<Target> targets,
            List<Rule> rules,
            List<Integer> fallback,
            int maxAttempts,
            long spillWaitMillis,
            Unsupported unsupported,
            List<Limit> limits,
            List<Budget> budgets,
            Retry retry) {
        this(
                id,
                name,
                uid,
                generation,
                models,
                strategy,
                targets,
                rules,
                fallback,
                maxAttempts,
                spillWaitMillis,
                unsupported,
                limits,
                budgets,
                retry,
                null);
    }

    /** Without limits, budgets and pauses. */
    public Policy(
            String id,
            String name,
            String uid,
            long generation,
            List<String> models,
            Strategy strategy,
            List<Target> targets,
            List<Rule> rules,
            List<Integer> fallback,
            int maxAttempts,
            long spillWaitMillis,
            Unsupported unsupported) {
        this(
                id,
                name,
                uid,
                generation,
                models,
                strategy,
                targets,
                rules,
                fallback,
                maxAttempts,
                spillWaitMillis,
                unsupported,
                null,
                null,
                null);
    }

    /**
     * The same for other names.
     *
     * @param names the names that clients ask for
     * @return the policy
     */
    public Policy withModels(List<String> names) {
        return copy(names, targets, rules, fallback);
    }

    /**
     * The same with other targets.
     *
     * @param others the targets
     * @param theirRules rules whose indexes point at them
     * @param theirFallback indexes of those that are tried last
     * @return the policy
     */
    public Policy withTargets(List<Target> others, List<Rule> theirRules, List<Integer> theirFallback) {
        return copy(models, others, theirRules, theirFallback);
    }

    private Policy copy(List<String> names, List<Target> others, List<Rule> theirRules, List<Integer> theirFallback) {
        return new Policy(
                id,
                name,
                uid,
                generation,
                names,
                strategy,
                others,
                theirRules,
                theirFallback,
                maxAttempts,
                spillWaitMillis,
                unsupported,
                limits,
                budgets,
                retry,
                choosing);
    }

    /** Its budgets, and those for what its rules spill by their names and, behind a slash, theirs. */
    public Map<String, Budget> allBudgets() {
        Map<String, Budget> all = new LinkedHashMap<>();
        Objects.requireNonNullElse(budgets, List.<Budget>of()).forEach(budget -> all.put(budget.name(), budget));
        Map<String, Choosing> spills = new LinkedHashMap<>();
        spills.put("", choosing);
        rules.forEach(rule -> spills.put(rule.name() + "/", rule.choosing()));
        Set<String> keys = new HashSet<>();
        spills.forEach((prefix, one) -> {
            if (one != null && one.spillBudgets() != null) {
                one.spillBudgets().stream()
                        .filter(budget -> keys.add(budget.key()))
                        .forEach(budget -> all.put(prefix + SPILL + budget.name(), budget));
            }
        });
        return all;
    }

    /** Says what happens to what a target cannot express where nothing was said. */
    public Policy {
        unsupported = unsupported == null ? Unsupported.DROP : unsupported;
    }

    /**
     * One model behind one upstream.
     *
     * @param name the target's name in the policy
     * @param upstream id of the {@link Upstream}
     * @param model the model's id there
     * @param weight share of the draws under Weighted
     * @param local whether requests stay inside the cluster
     * @param price what its tokens cost; null when unknown
     * @param contextWindow largest sum of prompt and completion, in tokens; null when unknown
     * @param maxOutputTokens most tokens of one answer; null when unknown
     * @param defaults parameters for where the client is silent; null when there are none
     * @param profile what the model is good at; null when nothing is known
     */
    public record Target(
            String name,
            String upstream,
            String model,
            int weight,
            boolean local,
            Price price,
            Long contextWindow,
            Long maxOutputTokens,
            Parameters defaults,
            Profile profile) {

        /**
         * The same, elsewhere.
         *
         * @param stays whether requests stay inside the cluster
         * @return the target
         */
        public Target local(boolean stays) {
            return stays == local
                    ? this
                    : new Target(
                            name,
                            upstream,
                            model,
                            weight,
                            stays,
                            price,
                            contextWindow,
                            maxOutputTokens,
                            defaults,
                            profile);
        }

        /** One of which nobody knows what it is good at. */
        public Target(
                String name,
                String upstream,
                String model,
                int weight,
                boolean local,
                Price price,
                Long contextWindow,
                Long maxOutputTokens,
                Parameters defaults) {
            this(name, upstream, model, weight, local, price, contextWindow, maxOutputTokens, defaults, null);
        }
    }

    /**
     * What a model is good at.
     *
     * @param capabilities what it can do, sorted; null when unknown
     * @param quality how good it is over all, 0 to 100; null when unknown
     * @param taskQuality how good it is at single tasks, 0 to 100; null when unknown
     */
    public record Profile(List<Capability> capabilities, Double quality, Map<Task, Double> taskQuality) {}

    /**
     * A case routed in its own way.
     *
     * @param name shown to clients in {@code x-cortex-rule}
     * @param models names one of which was asked for; empty: any
     * @param tasks tasks one of which the request is for; empty: any
     * @param headers headers that must all be present
     * @param prefer indexes into {@code targets}, in order; empty: all, as listed
     * @param strategy this rule's strategy, already defaulted from the policy's
     * @param spillWaitMillis already defaulted from the policy's
     * @param closed true when the rule prefers targets of which none is resolved and no list follows them: requests that
     *     match get 503. Without it an empty {@code prefer} would send to all targets what was meant for those alone
     * @param traits what the request must be like beside that; null: anything
     * @param choosing how it chooses beyond its order, already defaulted from the policy's; null: in the usual way
     */
    public record Rule(
            String name,
            List<String> models,
            List<Task> tasks,
            List<Header> headers,
            List<Integer> prefer,
            Strategy strategy,
            long spillWaitMillis,
            boolean closed,
            Traits traits,
            Choosing choosing) {

        /**
         * The same, chosen in another way.
         *
         * @param other how; null: in the usual way
         * @return the rule
         */
        public Rule with(Choosing other) {
            return new Rule(name, models, tasks, headers, prefer, strategy, spillWaitMillis, closed, traits, other);
        }

        /** A rule that chooses in the usual way. */
        public Rule(
                String name,
                List<String> models,
                List<Task> tasks,
                List<Header> headers,
                List<Integer> prefer,
                Strategy strategy,
                long spillWaitMillis,
                boolean closed,
                Traits traits) {
            this(name, models, tasks, headers, prefer, strategy, spillWaitMillis, closed, traits, null);
        }

        /** A rule that asks for no traits. */
        public Rule(
                String name,
                List<String> models,
                List<Task> tasks,
                List<Header> headers,
                List<Integer> prefer,
                Strategy strategy,
                long spillWaitMillis,
                boolean closed) {
            this(name, models, tasks, headers, prefer, strategy, spillWaitMillis, closed, null);
        }

        /** A rule that is open. */
        public Rule(
                String name,
                List<String> models,
                List<Task> tasks,
                List<Header> headers,
                List<Integer> prefer,
                Strategy strategy,
                long spillWaitMillis) {
            this(name, models, tasks, headers, prefer, strategy, spillWaitMillis, false);
        }
    }

    /**
     * How a policy or one of its rules chooses beyond the order of its targets.
     *
     * @param localOnly whether requests never leave the cluster
     * @param overrides what callers may decide instead, sorted; null: all of it. Of a policy only
     * @param fallback indexes into {@code targets}, tried after the chosen ones; null: the policy's. Of a rule only
     * @param chain order of all targets, tried after the chosen ones instead of a list; null: none
     * @param waiting requests wait for a cold model; null: they do not
     * @param spillBudgets what spilled requests may cost; null: as much as they do
     * @param limits how much the rule may be used; null when there are none. Of a rule only
     */
    public record Choosing(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean localOnly,
            List<CallerOverride> overrides,
            List<Integer> fallback,
            FallbackChain chain,
            Waiting waiting,
            List<Budget> spillBudgets,
            List<Limit> limits) {
        /** In the usual way. */
        public static final Choosing USUAL = new Choosing(false, null, null, null, null, null, null);

        /**
         * The same with another fallback.
         *
         * @param indexes of targets; null: the policy's
         * @return it
         */
        public Choosing withFallback(List<Integer> indexes) {
            return new Choosing(localOnly, overrides, indexes, chain, waiting, spillBudgets, limits);
        }
    }

    /**
     * How requests wait for a cold model.
     *
     * @param maxMillis how long each does at the most
     * @param maxRequests how many of one router do at the most
     */
    public record Waiting(long maxMillis, int maxRequests) {}

    /**
     * What a request must be like for a rule. Lists are sorted; null: anything.
     *
     * @param complexities how hard it is, one of these
     * @param latencies how long its caller is willing to wait, one of these
     * @param capabilities what it needs of a model, all of these
     * @param minPromptTokens fewest tokens of its prompt, by the router's estimate
     * @param maxPromptTokens most tokens of its prompt, by the router's estimate
     * @param workspaces workspace of its sender, one of these
     */
    public record Traits(
            List<Complexity> complexities,
            List<LatencyClass> latencies,
            List<Capability> capabilities,
            Long minPromptTokens,
            Long maxPromptTokens,
            List<String> workspaces) {
        /** Any request. */
        public static final Traits NONE = new Traits(null, null, null, null, null);

        /** Of anybody's. */
        public Traits(
                List<Complexity> complexities,
                List<LatencyClass> latencies,
                List<Capability> capabilities,
                Long minPromptTokens,
                Long maxPromptTokens) {
            this(complexities, latencies, capabilities, minPromptTokens, maxPromptTokens, null);
        }
    }

    /**
     * A header that must be present.
     *
     * @param name lower-case name
     * @param value exact value; null: any
     */
    public record Header(String name, String value) {}

    /**
     * What tokens cost, in pico-USD (1e-12 USD) each; one USD per million tokens is 1,000,000 pico-USD per token.
     *
     * @param inputPicoUsd of a prompt token
     * @param outputPicoUsd of a completion token
     * @param cachedInputPicoUsd of a prompt token that is read from the vendor's cache; null: as much as any other
     * @param cacheWritePicoUsd of a prompt token that is written to the vendor's cache; null: as much as any other
     * @param hourCacheWritePicoUsd of one that is written there to be kept for an hour; null: as any other that is written
     * @param reasoningPicoUsd of a completion token that is reasoning; null: as much as any other
     * @param longPrompt what tokens cost instead when the prompt is long; null: the same
     */
    public record Price(
            long inputPicoUsd,
            long outputPicoUsd,
            Long cachedInputPicoUsd,
            Long cacheWritePicoUsd,
            Long hourCacheWritePicoUsd,
            Long reasoningPicoUsd,
            LongPrompt longPrompt) {

        /** Of a vendor without any other price. */
        public Price(long inputPicoUsd, long outputPicoUsd, Long cachedInputPicoUsd) {
            this(inputPicoUsd, outputPicoUsd, cachedInputPicoUsd, null, null, null, null);
        }

        /** Of a vendor without a price of its own for cached tokens. */
        public Price(long inputPicoUsd, long outputPicoUsd) {
            this(inputPicoUsd, outputPicoUsd, null);
        }
    }

    /**
     * What all tokens of a request cost whose prompt is long.
     *
     * @param aboveTokens the longest prompt that is not, in tokens, those read from and written to the cache included
     * @param inputPicoUsd of a prompt token
     * @param outputPicoUsd of a completion token
     * @param cachedInputPicoUsd of a prompt token that is read from the vendor's cache; null: as much as any other
     * @param cacheWritePicoUsd of a prompt token that is written to the vendor's cache; null: as much as any other
     * @param hourCacheWritePicoUsd of one that is written there to be kept for an hour; null: as any other that is written
     * @param reasoningPicoUsd of a completion token that is reasoning; null: as much as any other
     */
    public record LongPrompt(
            long aboveTokens,
            long inputPicoUsd,
            long outputPicoUsd,
            Long cachedInputPicoUsd,
            Long cacheWritePicoUsd,
            Long hourCacheWritePicoUsd,
            Long reasoningPicoUsd) {}
}
