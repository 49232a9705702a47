package dev.cortexllm.operator.compilation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.SecretId;
import dev.cortexllm.compile.SecretValue;
import dev.cortexllm.operator.compilation.Judge.ProviderJudgement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Map<SecretId, SecretValue> SECRETS =
            Map.of(new SecretId("default", "cloud", "key"), new SecretValue("sk-1", Set.of()));

    private final Judge judge = new Judge(Catalogue.bundled(), "cluster.local", false);

    @Test
    void aProviderThatNobodyUsesHasVerdictAndEntry() {
        ProviderJudgement judgement = judge.provider(provider("https://api.example/v1/"), SECRETS);
        assertThat(judgement.verdict().accepted().ok()).isTrue();
        assertThat(judgement.upstream().orElseThrow().baseUrl()).isEqualTo("https://api.example/v1");
        assertThat(judgement.secrets()).containsValue("sk-1");
        assertThat(judgement.toString()).doesNotContain("sk-1");
    }

    @Test
    void missingCredentialsAndRefusedAddresses() {
        ProviderJudgement keyless = judge.provider(provider("https://api.example/v1"), Map.of());
        assertThat(keyless.verdict().resolvedRefs().reason()).isEqualTo("CredentialsMissing");
        assertThat(keyless.upstream()).isEmpty();

        ProviderJudgement metadata = judge.provider(provider("http://169.254.169.254/v1"), SECRETS);
        assertThat(metadata.verdict().accepted().reason()).isEqualTo("Invalid");
    }

    @Test
    void aPolicyWithoutGatewayIsJudgedByItsReferencesAlone() {
        Resource<RoutingPolicySpec> policy = policy();
        assertThat(judge.policy(policy, List.of(), List.of()).resolvedRefs().ok())
                .isFalse();
        assertThat(judge.policy(policy, List.of(provider("https://api.example/v1")), List.of())
                        .resolvedRefs()
                        .ok())
                .isTrue();
    }

    private static Resource<LLMProviderSpec> provider(String baseUrl) {
        LLMProviderSpec spec = new LLMProviderSpec(
                null,
                null,
                baseUrl,
                null,
                List.of(new CredentialSource(new SecretKeyRef("cloud", "key"))),
                null,
                null,
                null,
                null,
                null,
                null);
        return resource(Kind.LLMProvider, "cloud", spec);
    }

    private static Resource<RoutingPolicySpec> policy() {
        PolicyTarget target = new PolicyTarget("cloud", new ObjectRef("cloud", null), null, "m", null);
        return resource(
                Kind.RoutingPolicy,
                "assistant",
                new RoutingPolicySpec(List.of("auto"), null, List.of(target), null, null, null, null));
    }

    private static <S> Resource<S> resource(Kind kind, String name, S spec) {
        return new Resource<>(new ResourceId(kind, "default", name), "uid", 1, Instant.EPOCH, Map.of(), Map.of(), spec);
    }
}
