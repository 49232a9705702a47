package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import java.util.List;
import java.util.Map;

/**
 * Everything that one gateway's compilation reads.
 *
 * @param gateway the gateway
 * @param providers all providers that its policies might name
 * @param deployments all deployments that its policies might name
 * @param policies candidates; those that the gateway does not select are left out by the compiler
 * @param secrets the usable secrets, that is those which exist and carry the credential label; each Secret
 *     is there as a whole too, without a value, under {@link SecretId#empty}
 */
public record Resources(
        Resource<LLMGatewaySpec> gateway,
        List<Resource<LLMProviderSpec>> providers,
        List<Resource<ModelDeploymentSpec>> deployments,
        List<Resource<RoutingPolicySpec>> policies,
        Map<SecretId, SecretValue> secrets) {}
