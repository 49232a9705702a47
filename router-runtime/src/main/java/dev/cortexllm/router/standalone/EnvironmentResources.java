package dev.cortexllm.router.standalone;

import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.api.v1alpha1.Fallback;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Resources from environment variables alone: a provider for each vendor whose usual variable is set, and a policy for each
 * of its models under the model's own name. A model that several vendors have is tried at one after the other.
 */
final class EnvironmentResources {
    private static final String NAMESPACE = "default";

    private final Map<String, String> environment;
    private final Catalogue catalogue;
    private final ServedModels served;
    private final List<Resource<LLMProviderSpec>> providers = new ArrayList<>();
    private final Map<String, List<PolicyTarget>> targets = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private EnvironmentResources(Map<String, String> environment, Catalogue catalogue, ServedModels served) {
        this.environment = environment;
        this.catalogue = catalogue;
        this.served = served;
    }

    /**
     * Reads the environment. Servers whose address is given there are asked for their models.
     *
     * @param environment environment variables
     * @param catalogue knows each vendor's usual variables and models
     * @return the resources, with a finding when there is nothing to serve
     */
    static ReadResources of(Map<String, String> environment, Catalogue catalogue) {
        EnvironmentResources resources = new EnvironmentResources(environment, catalogue, new ServedModels());
        catalogue.vendors().values().stream().filter(resources::present).forEach(resources::add);
        return resources.result();
    }

    private boolean present(Vendor vendor) {
        return key(vendor) != null || (!vendor.keyRequired() && value(vendor.urlVariable()) != null);
    }

    private void add(Vendor vendor) {
        String url = value(vendor.urlVariable());
        List<CredentialSource> credentials = vendor.keyVariables().isEmpty()
                ? List.of()
                : List.of(new CredentialSource(new SecretKeyRef(vendor.key(), "apiKey")));
        LLMProviderSpec spec = new LLMProviderSpec(
                null,
                vendor.key(),
                url == null ? null : withVersion(url),
                null,
                credentials,
                null,
                null,
                null,
                "60s",
                null);
        providers.add(resource(Kind.LLMProvider, vendor.key(), spec));
        for (String model : models(vendor, spec.baseUrl())) {
            List<PolicyTarget> sofar = targets.computeIfAbsent(model, m -> new ArrayList<>());
            sofar.add(new PolicyTarget(vendor.key(), new ObjectRef(vendor.key(), null), null, model, 1));
        }
    }

    private List<String> models(Vendor vendor, String url) {
        if (url == null) {
            return catalogue.models(vendor.key());
        }
        try {
            return served.at(url, key(vendor));
        } catch (IOException | IllegalArgumentException e) {
            findings.add(new Finding(
                    null,
                    0,
                    vendor.urlVariable(),
                    "cannot ask " + vendor.name() + " for its models: " + e.getMessage(),
                    true));
            return List.of();
        }
    }

    private ReadResources result() {
        if (targets.isEmpty()) {
            List<String> variables = catalogue.vendors().values().stream()
                    .map(v -> v.keyVariables().stream().findFirst().orElse(v.urlVariable()))
                    .filter(name -> name != null)
                    .toList();
            findings.add(new Finding(
                    null,
                    0,
                    "",
                    "no folder was named and no variable tells of a provider; set one of "
                            + String.join(", ", variables),
                    false));
        }
        List<Resource<RoutingPolicySpec>> policies = new ArrayList<>();
        targets.forEach((model, at) -> policies.add(resource(Kind.RoutingPolicy, model, policy(model, at))));
        return new ReadResources(List.of(), providers, List.of(), policies, Map.of(), Map.of(), findings);
    }

    private static RoutingPolicySpec policy(String model, List<PolicyTarget> targets) {
        return new RoutingPolicySpec(
                List.of(model), Strategy.FALLBACK, targets, null, new Fallback(null, 3), null, null);
    }

    private static <S> Resource<S> resource(Kind kind, String name, S spec) {
        return new Resource<>(new ResourceId(kind, NAMESPACE, name), "", 0, Instant.EPOCH, Map.of(), Map.of(), spec);
    }

    /** Addresses are often given without the path under which the OpenAI format is served. */
    private static String withVersion(String url) {
        String bare = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return bare.matches("^https?://[^/]+$") ? bare + "/v1" : bare;
    }

    private String key(Vendor vendor) {
        return vendor.keyVariables().stream()
                .map(this::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String value(String variable) {
        String value = variable == null ? null : environment.get(variable);
        return value == null || value.isBlank() ? null : value;
    }
}
