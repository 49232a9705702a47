package dev.cortexllm.router.standalone;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.compile.Problem;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.SecretId;
import dev.cortexllm.compile.SecretValue;
import dev.cortexllm.schema.Document;
import java.util.List;
import java.util.Map;

/**
 * What some files hold.
 *
 * @param gateways the gateways
 * @param providers the providers
 * @param deployments the deployments
 * @param policies the policies
 * @param secrets usable secrets
 * @param places the document of each resource
 * @param findings everything wrong so far
 */
record ReadResources(
        List<Resource<LLMGatewaySpec>> gateways,
        List<Resource<LLMProviderSpec>> providers,
        List<Resource<ModelDeploymentSpec>> deployments,
        List<Resource<RoutingPolicySpec>> policies,
        Map<SecretId, SecretValue> secrets,
        Map<ResourceId, Document> places,
        List<Finding> findings) {

    /** A compiler's problem, with the place in the file. */
    Finding located(Problem problem) {
        Document document = places.get(problem.resource());
        return document == null
                ? new Finding(null, 0, problem.path(), problem.resource() + ": " + problem.message(), problem.warning())
                : new Finding(
                        document.file(),
                        document.lineOf(problem.path()),
                        problem.path(),
                        problem.message(),
                        problem.warning());
    }
}
