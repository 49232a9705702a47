package dev.cortexllm.bench.simulation;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.Strategy;
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

/** The configuration of a simulated gateway: one policy over one deployment and, unless all stays local, one provider. */
final class SimulatedConfig {
    /** What clients ask for. */
    static final String MODEL = "assistant";
    /** Id of the deployment. */
    static final String LOCAL = "deployment/sim/local";

    private static final String CLOUD = "provider/sim/cloud";
    private static final TimeoutMillis TIMEOUTS = new TimeoutMillis(2_000, 60_000, 60_000, 600_000);

    private SimulatedConfig() {}

    /** Local first, spilling to the cloud. */
    static ConfigBundle hybrid(int replicas, int slots, Cloud cloud, long spillWaitMillis) {
        Policy.Target elsewhere = new Policy.Target("cloud", CLOUD, "m", 1, false, cloud.price(), null, null, null);
        Upstream provider = upstream(CLOUD, "cloud", "http://cloud.example/v1", null);
        return bundle(replicas, slots, List.of(provider), List.of(elsewhere), spillWaitMillis);
    }

    /** Nothing but the deployment. */
    static ConfigBundle local(int replicas, int slots) {
        return bundle(replicas, slots, List.of(), List.of(), 0);
    }

    private static ConfigBundle bundle(
            int replicas, int slots, List<Upstream> others, List<Policy.Target> theirTargets, long spillWaitMillis) {
        List<String> urls = IntStream.range(0, replicas)
                .mapToObj(i -> "http://" + host(i) + ":8000")
                .toList();
        List<Upstream> upstreams = new ArrayList<>();
        upstreams.add(upstream(
                LOCAL, "local", "http://ignored/v1", new EngineConfig(EngineType.VLLM, 8000, slots, null, urls)));
        upstreams.addAll(others);
        List<Policy.Target> targets = new ArrayList<>();
        targets.add(new Policy.Target("local", LOCAL, "m", 1, true, null, null, null, null));
        targets.addAll(theirTargets);
        Policy policy = new Policy(
                "sim/assistant",
                "assistant",
                "",
                1,
                List.of(MODEL),
                theirTargets.isEmpty() ? Strategy.FALLBACK : Strategy.LOCAL_FIRST,
                targets,
                List.of(),
                List.of(),
                targets.size(),
                spillWaitMillis,
                Unsupported.DROP);
        return ConfigBundle.of(
                new RouterConfig(
                        RouterConfig.SCHEMA_VERSION,
                        "sim/gateway",
                        new RouterConfig.Settings(4 << 20, 5_000),
                        upstreams,
                        List.of(policy)),
                Map.of(),
                "digest-key");
    }

    /** The host of a replica. */
    static String host(int replica) {
        return "replica-" + replica;
    }

    private static Upstream upstream(String id, String name, String url, EngineConfig engine) {
        return new Upstream(
                id,
                name,
                "",
                1,
                WireFormat.OPENAI,
                "any",
                url,
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                TIMEOUTS,
                null,
                engine);
    }
}
