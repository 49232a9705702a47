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
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
public record ReadResources(
        List<Resource<LLMGatewaySpec>> gateways,
        List<Resource<LLMProviderSpec>> providers,
        List<Resource<ModelDeploymentSpec>> deployments,
        List<Resource<RoutingPolicySpec>> policies,
        Map<SecretId, SecretValue> secrets,
        Map<ResourceId, Document> places,
        List<Finding> findings) {

    /**
     * What these files hold, and what those of them that cannot be read as a whole now held before: half an edit is not a
     * deletion. It stays until the file is in order again.
     *
     * @param before an earlier reading
     * @return this, completed
     */
    ReadResources keeping(ReadResources before) {
        Set<Path> broken = findings.stream()
                .filter(finding -> !finding.warning() && finding.file() != null)
                .map(Finding::file)
                .collect(Collectors.toSet());
        if (broken.isEmpty()) {
            return this;
        }
        Predicate<ResourceId> lost = id -> !places.containsKey(id)
                && before.places.containsKey(id)
                && broken.stream().anyMatch(before.places.get(id).file()::startsWith);
        Map<SecretId, SecretValue> allSecrets = new HashMap<>(secrets);
        before.secrets.forEach((id, value) -> {
            // A Secret that was read is all there is of it: what was taken out of it is revoked.
            if (!secrets.containsKey(SecretId.empty(id.namespace(), id.name()))) {
                allSecrets.put(id, value);
            }
        });
        Map<ResourceId, Document> allPlaces = new HashMap<>(places);
        before.places.forEach((id, document) -> {
            if (lost.test(id)) {
                allPlaces.put(id, document);
            }
        });
        return new ReadResources(
                joined(gateways, before.gateways, lost),
                joined(providers, before.providers, lost),
                joined(deployments, before.deployments, lost),
                joined(policies, before.policies, lost),
                allSecrets,
                allPlaces,
                findings);
    }

    private static <S> List<Resource<S>> joined(
            List<Resource<S>> now, List<Resource<S>> before, Predicate<ResourceId> lost) {
        return Stream.concat(now.stream(), before.stream().filter(one -> lost.test(one.id())))
                .toList();
    }

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
