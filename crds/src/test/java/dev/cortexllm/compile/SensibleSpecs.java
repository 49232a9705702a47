package dev.cortexllm.compile;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.api.v1alpha1.Fallback;
import dev.cortexllm.api.v1alpha1.HeaderMatch;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.LabelSelector;
import dev.cortexllm.api.v1alpha1.LongPromptPrice;
import dev.cortexllm.api.v1alpha1.ModelDefaults;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyRule;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.api.v1alpha1.RequestDefaults;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.RuleMatch;
import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import dev.cortexllm.api.v1alpha1.Spillover;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.api.v1alpha1.TaskQuality;
import dev.cortexllm.api.v1alpha1.Timeouts;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes specs that are valid on their own, over few names, so that they meet and collide. */
final class SensibleSpecs {
    private final Random random;

    SensibleSpecs(Random random) {
        this.random = random;
    }

    LLMGatewaySpec gateway() {
        LabelSelector selector = new LabelSelector(
                Map.of(),
                List.of(new LabelSelector.Requirement("gone", LabelSelector.Operator.DoesNotExist, List.of())));
        return new LLMGatewaySpec(2, selector, List.of("other"), 80, null, 2048L, "10m", null, null);
    }

    LLMProviderSpec provider() {
        List<CredentialSource> keys = List.of(new CredentialSource(new SecretKeyRef("a", "apiKey")));
        ModelDefaults own = new ModelDefaults(4, "0.2", null);
        List<ProviderModel> models = List.of(new ProviderModel(
                "m",
                10L,
                5L,
                own,
                "1",
                "2",
                "0.1",
                null,
                "4",
                "5",
                new LongPromptPrice(7L, "3", "4", random.nextBoolean() ? null : "1", "2", null, "6"),
                random.nextBoolean() ? null : List.of(Capability.TOOLS, Capability.VISION),
                random.nextBoolean() ? null : 70,
                List.of(new TaskQuality(Task.CODE_GENERATION, 80))));
        String vendor = one("moonshot", "openai", "anthropic", "gemini");
        String url = random.nextBoolean() ? null : "https://api.example/v1";
        WireFormat format = List.of(WireFormat.values()).get(random.nextInt(WireFormat.values().length));
        return new LLMProviderSpec(
                url == null ? null : format,
                vendor,
                url,
                null,
                keys,
                Map.of("x-a", "b"),
                new RequestDefaults(100, "1", "0.9", "30s"),
                timeouts(),
                "60s",
                true,
                models);
    }

    ModelDeploymentSpec deployment() {
        return new ObjectMapper()
                .convertValue(
                        Map.of(
                                "model",
                                new ModelSource(
                                        "m", "hf://a/b", null, List.of(Capability.TOOLS), random.nextInt(101), null),
                                "replicas",
                                1,
                                "maxConcurrency",
                                8,
                                "startupTimeout",
                                "30m",
                                "drainTimeout",
                                "2m",
                                "timeouts",
                                timeouts()),
                        ModelDeploymentSpec.class);
    }

    RoutingPolicySpec policy() {
        List<PolicyTarget> targets = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            boolean provider = random.nextBoolean();
            ObjectRef ref = new ObjectRef(one("a", "b", "c", "d"), one(null, null, "default", "elsewhere"));
            targets.add(new PolicyTarget(name, provider ? ref : null, provider ? null : ref, provider ? "m" : null, 1));
        }
        RuleMatch match = new RuleMatch(List.of(), List.of(Task.SIMPLE), List.of(new HeaderMatch("X-A", null)));
        PolicyRule rule =
                new PolicyRule("r", match, some(List.of("a", "b", "c")), Strategy.LOCAL_FIRST, new Spillover("1s"));
        return new RoutingPolicySpec(
                models(),
                Strategy.WEIGHTED,
                targets,
                List.of(rule),
                new Fallback(some(List.of("a", "b", "c")), 3),
                new Spillover("2s"),
                random.nextBoolean() ? Unsupported.REJECT : null);
    }

    private List<String> models() {
        List<String> models = some(List.of("auto", "chat", "code", "fast", "large"));
        return models.isEmpty() ? List.of("auto") : models;
    }

    private static Timeouts timeouts() {
        return new Timeouts("5s", "60s", "60s", "10m");
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private List<String> some(List<String> of) {
        List<String> mixed = new ArrayList<>(of);
        Collections.shuffle(mixed, random);
        return mixed.subList(0, random.nextInt(3));
    }
}
