package dev.cortexllm.router.route;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.CompileOptions;
import dev.cortexllm.compile.Compiler;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.target.TargetStates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy as somebody writes it, and the facts on its targets, made into a route by the compiler that operator and router use.
 * Targets are written as {@code {name: a, local: true, usd: [in, out], window: 8000, quality: 70, tasks: {UserChat: 90}, can:
 * [Tools], weight: 2, provider: p, vendor: v, model: m, selfHosted: true, suspend: true, missing: true}}; prices are USD of a million tokens, and
 * {@code missing} ones are named by the policy alone.
 */
final class ChoosingWorld {
    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String NAMESPACE = "ns";
    private static final double PICO_OF_MILLION = 1e6;
    private static final Catalogue CATALOGUE = Catalogue.bundled();

    private ChoosingWorld() {}

    /** The route of a policy that serves model {@code assistant}. */
    static Route route(JsonNode targets, JsonNode spec) {
        ConfigBundle bundle = bundle(targets, spec);
        return new SnapshotCompiler(new TargetStates(), new Meters(new SimpleMeterRegistry()), () -> 0L)
                .compile(bundle)
                .route("assistant");
    }

    static ConfigBundle bundle(JsonNode targets, JsonNode spec) {
        Compilation compiled = compile(targets, spec);
        compiled.problems().stream()
                .filter(problem -> !problem.warning() && problem.path().startsWith("spec."))
                .filter(problem -> !problem.reason().equals("TargetNotFound"))
                .findAny()
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(problem.toString());
                });
        RouterConfig config = compiled.bundle().config();
        Policy policy = config.policies().get(0);
        Map<String, JsonNode> facts = new HashMap<>();
        targets.forEach(target -> facts.put(target.path("name").asText(), target));
        List<Policy.Target> known = policy.targets().stream()
                .map(target -> known(target, facts.get(target.name())))
                .toList();
        RouterConfig full = new RouterConfig(
                config.schemaVersion(),
                config.gateway(),
                config.settings(),
                config.upstreams(),
                List.of(policy.withTargets(known, policy.rules(), policy.fallback())));
        return ConfigBundle.of(full, Map.of(), "digest-key");
    }

    static Compilation compile(JsonNode targets, JsonNode spec) {
        Map<String, Resource<LLMProviderSpec>> providers = new LinkedHashMap<>();
        Map<String, Resource<ModelDeploymentSpec>> deployments = new LinkedHashMap<>();
        ObjectNode policy = spec.deepCopy();
        policy.putArray("models").add("assistant");
        ArrayNode list = policy.putArray("targets");
        for (JsonNode target : targets) {
            String name = target.path("name").asText();
            boolean local = target.path("local").asBoolean();
            String model = target.path("model").asText(name + "-model");
            String upstream = target.path("provider").asText(name);
            ObjectNode given = list.addObject().put("name", name);
            given.putObject(local ? "deploymentRef" : "providerRef").put("name", upstream);
            if (!local || target.has("model")) {
                given.put("model", model);
            }
            if (target.has("weight")) {
                given.set("weight", target.get("weight"));
            }
            if (target.path("missing").asBoolean()) {
                continue;
            }
            if (local) {
                ObjectNode deployment = YAML.createObjectNode();
                deployment.putObject("model").put("name", model).put("source", "hf://a/" + name);
                if (target.has("suspend")) {
                    deployment.set("suspend", target.get("suspend"));
                }
                deployments.put(
                        upstream, resource(Kind.ModelDeployment, upstream, deployment, ModelDeploymentSpec.class));
            } else {
                ObjectNode provider = YAML.createObjectNode()
                        .put("vendor", target.path("vendor").asText(name))
                        .put("baseUrl", "https://" + upstream + ".example/v1")
                        .put("selfHosted", target.path("selfHosted").asBoolean());
                providers.put(upstream, resource(Kind.LLMProvider, upstream, provider, LLMProviderSpec.class));
            }
        }
        ObjectNode gateway = YAML.createObjectNode().put("replicas", 1);
        return Compiler.compile(
                new Resources(
                        resource(Kind.LLMGateway, "main", gateway, LLMGatewaySpec.class),
                        new ArrayList<>(providers.values()),
                        new ArrayList<>(deployments.values()),
                        List.of(resource(Kind.RoutingPolicy, "chat", policy, RoutingPolicySpec.class)),
                        Map.of()),
                Optional.empty(),
                CATALOGUE,
                new CompileOptions("digest-key", "cluster.local", Map.of(), false));
    }

    private static <S> Resource<S> resource(Kind kind, String name, ObjectNode spec, Class<S> type) {
        try {
            return new Resource<>(
                    new ResourceId(kind, NAMESPACE, name),
                    "",
                    1,
                    Instant.EPOCH,
                    Map.of(),
                    Map.of(),
                    YAML.treeToValue(spec, type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the catalogue would say is what the table says, so that new facts there change no test here. */
    private static Policy.Target known(Policy.Target target, JsonNode facts) {
        JsonNode usd = facts.path("usd");
        List<Capability> can = new ArrayList<>();
        facts.path("can").forEach(one -> can.add(word(one, Capability.class)));
        Map<Task, Double> tasks = new EnumMap<>(Task.class);
        facts.path("tasks")
                .fields()
                .forEachRemaining(one -> tasks.put(
                        Task.of(one.getKey()).orElseThrow(), one.getValue().asDouble()));
        return new Policy.Target(
                target.name(),
                target.upstream(),
                target.model(),
                target.weight(),
                target.local(),
                usd.isMissingNode() ? null : new Policy.Price(pico(usd.get(0)), pico(usd.get(1))),
                facts.has("window") ? facts.get("window").asLong() : null,
                null,
                null,
                new Policy.Profile(
                        facts.has("can") ? List.copyOf(can) : null,
                        facts.has("quality") ? facts.get("quality").asDouble() : null,
                        tasks.isEmpty() ? null : tasks));
    }

    static <E extends Enum<E>> E word(JsonNode node, Class<E> type) {
        try {
            return node == null || node.isMissingNode() || node.isNull() ? null : YAML.treeToValue(node, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pico(JsonNode usdPerMillion) {
        return Math.round(usdPerMillion.asDouble() * PICO_OF_MILLION);
    }
}
