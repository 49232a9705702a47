package dev.cortexllm.bench.jmh;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A large configuration: {@value #UPSTREAMS} upstreams, every second one a deployment, and policies of
 * several targets each, half of them local and of all of them everything known, with two rules that do not match before the
 * defaults that do.
 */
final class ManyPolicies {
    /** Upstreams, each with one model: what all targets of all policies are. */
    static final int UPSTREAMS = 1_000;
    /** Replicas of a deployment where their number does not matter. */
    static final int REPLICAS = 2;

    private static final TimeoutMillis TIMEOUTS = new TimeoutMillis(2_000, 60_000, 60_000, 600_000);
    /** Prime to the number of upstreams and odd, so that neighbours differ and kinds alternate. */
    private static final int STRIDE = 77;

    private ManyPolicies() {}

    /**
     * Makes it.
     *
     * @param policies how many
     * @param targets of each
     * @param replicas of each deployment
     * @param strategy of each
     * @param chain order in which each tries what its strategy leaves out; null: as listed
     * @return the configuration
     */
    static ConfigBundle bundle(int policies, int targets, int replicas, Strategy strategy, FallbackChain chain) {
        RouterConfig config = new RouterConfig(
                RouterConfig.SCHEMA_VERSION,
                "bench/gateway",
                new RouterConfig.Settings(4 << 20, 5_000),
                IntStream.range(0, UPSTREAMS)
                        .mapToObj(i -> upstream(i, replicas))
                        .toList(),
                IntStream.range(0, policies)
                        .mapToObj(i -> policy(i, targets, strategy, chain))
                        .toList());
        return ConfigBundle.of(config, Map.of(), "digest-key");
    }

    /** The model name of a policy. */
    static String model(int policy) {
        return "model-" + policy;
    }

    /** Id of an upstream. */
    static String id(int upstream) {
        return (local(upstream) ? "deployment" : "provider") + "/bench/u" + upstream;
    }

    /** Whether an upstream is a deployment. */
    static boolean local(int upstream) {
        return upstream % 2 == 0;
    }

    private static Upstream upstream(int index, int replicas) {
        EngineConfig engine = !local(index)
                ? null
                : new EngineConfig(
                        EngineType.VLLM,
                        8000,
                        64,
                        null,
                        IntStream.range(0, replicas)
                                .mapToObj(i -> "http://r" + i + "-" + index + ":8000")
                                .toList());
        return new Upstream(
                id(index),
                "u" + index,
                "",
                1,
                WireFormat.OPENAI,
                "any",
                "http://u" + index + ".example/v1",
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                TIMEOUTS,
                null,
                engine);
    }

    private static Policy policy(int index, int count, Strategy strategy, FallbackChain chain) {
        List<Policy.Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(target((index * 8 + i * STRIDE) % UPSTREAMS, i));
        }
        return new Policy(
                "bench/p" + index,
                "p" + index,
                "",
                1,
                List.of(model(index)),
                strategy,
                targets,
                List.of(
                        rule("chat", List.of(Task.USER_CHAT), List.of(), strategy),
                        rule("team", List.of(), List.of(new Policy.Header("x-team", "red")), strategy)),
                List.of(0, 1),
                3,
                2_000,
                Unsupported.DROP,
                null,
                null,
                null,
                new Policy.Choosing(false, null, null, chain, null, null, null));
    }

    private static Policy.Rule rule(String name, List<Task> tasks, List<Policy.Header> headers, Strategy strategy) {
        return new Policy.Rule(name, List.of(), tasks, headers, List.of(1), strategy, 2_000);
    }

    private static Policy.Target target(int upstream, int place) {
        Policy.Price price = local(upstream) ? null : new Policy.Price(100_000 + upstream * 1_000L, 400_000);
        Policy.Profile profile = new Policy.Profile(
                List.of(Capability.TOOLS, Capability.JSON_SCHEMA),
                20.0 + upstream % 60,
                Map.of(Task.CODE_GENERATION, 10.0 + upstream % 70));
        return new Policy.Target(
                "t" + place,
                id(upstream),
                modelOf(upstream),
                1 + place,
                local(upstream),
                price,
                128_000L,
                8_000L,
                null,
                profile);
    }

    /** The model of an upstream, by its own name. */
    static String modelOf(int upstream) {
        return "m" + upstream;
    }
}
