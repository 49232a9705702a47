package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.compile.Check;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.compilation.Published;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small configurations for tests. */
public final class Samples {
    private Samples() {}

    /** A configuration of gateway default/main with policy default/assistant on deployment default/tiny. */
    public static ConfigBundle bundle(long policyGeneration) {
        Upstream tiny = new Upstream(
                "deployment/default/tiny",
                "tiny",
                "",
                1,
                WireFormat.OPENAI,
                "vllm",
                "http://tiny-engine.default.svc.cluster.local:8000/v1",
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                new TimeoutMillis(1000, 1000, 1000, 1000),
                null,
                new EngineConfig(EngineType.VLLM, 8000, 4, "tiny-engine.default.svc.cluster.local", List.of()));
        Policy policy = new Policy(
                "default/assistant",
                "assistant",
                "",
                policyGeneration,
                List.of("auto"),
                Strategy.FALLBACK,
                List.of(new Policy.Target("local", tiny.id(), "tiny", 1, true, null, null, null, null)),
                List.of(),
                List.of(),
                3,
                2000,
                null);
        RouterConfig config = new RouterConfig(
                RouterConfig.SCHEMA_VERSION,
                "default/main",
                new RouterConfig.Settings(1024, 1000),
                List.of(tiny),
                List.of(policy));
        return ConfigBundle.of(config, Map.of("default/cloud/apiKey", "sk-secret"), "key");
    }

    /** What gateway default/main serves then. */
    public static Published published(long policyGeneration, Optional<Published> before) {
        Check ok = new Check(true, "Accepted", "fine");
        ResourceId policy = new ResourceId(Kind.RoutingPolicy, "default", "assistant");
        Compilation compilation =
                new Compilation(bundle(policyGeneration), Map.of(policy, new Verdict(ok, ok, true)), List.of());
        return Published.of(compilation, new Resources(null, List.of(), List.of(), List.of(), Map.of()), before);
    }
}
