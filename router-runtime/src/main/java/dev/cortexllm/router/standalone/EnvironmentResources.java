package dev.cortexllm.router.standalone;

import dev.cortexllm.api.v1alpha1.CredentialSource;
import dev.cortexllm.api.v1alpha1.Fallback;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.SecretKeyRef;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.compile.BaseUrls;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Lister lister;
    private final List<Resource<LLMProviderSpec>> providers = new ArrayList<>();
    private final Map<String, List<PolicyTarget>> targets = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** Asks a server for its models, as {@link ServedModels#at} does. */
    interface Lister {
        List<String> at(Vendor vendor, String baseUrl, String key) throws IOException;
    }

    private EnvironmentResources(Map<String, String> environment, Catalogue catalogue, Lister lister) {
        this.environment = environment;
        this.catalogue = catalogue;
        this.lister = lister;
    }

    /**
     * Reads the environment. Servers whose address is given there, and vendors of whose models the catalogue knows none, are
     * asked for their models.
     *
     * @param environment environment variables
     * @param catalogue knows each vendor's usual variables and models
     * @param lister asks
     * @return the resources, with a finding when there is nothing to serve
     */
    static ReadResources of(Map<String, String> environment, Catalogue catalogue, Lister lister) {
        EnvironmentResources resources = new EnvironmentResources(environment, catalogue, lister);
        catalogue.vendors().values().stream().filter(resources::present).forEach(resources::add);
        return resources.result();
    }

    private boolean present(Vendor vendor) {
        return key(vendor) != null || (!vendor.keyRequired() && value(vendor.urlVariable()) != null);
    }

    private void add(Vendor vendor) {
        String url = value(vendor.urlVariable());
        if (url == null && vendor.baseUrl() == null) {
            warn(vendor.urlVariable(), "is not set, and " + vendor.name() + " has no address of its own");
            return;
        }
        String baseUrl = url == null ? null : base(url, vendor);
        LLMProviderSpec spec = new LLMProviderSpec(
                null,
                vendor.key(),
                baseUrl,
                value(vendor.versionVariable()),
                vendor.keyVariables().isEmpty()
                        ? List.of()
                        : List.of(new CredentialSource(new SecretKeyRef(vendor.key(), "apiKey"))),
                null,
                null,
                null,
                "60s",
                null,
                null,
                !vendor.keyRequired() && key(vendor) == null);
        providers.add(resource(Kind.LLMProvider, vendor.key(), spec));
        for (String model : models(vendor, baseUrl)) {
            List<PolicyTarget> sofar = targets.computeIfAbsent(model, m -> new ArrayList<>());
            sofar.add(new PolicyTarget(vendor.key(), new ObjectRef(vendor.key(), null), null, model, 1));
        }
    }

    private List<String> models(Vendor vendor, String baseUrl) {
        if (vendor.modelsVariable() != null) {
            return named(vendor);
        }
        List<String> known = catalogue.models(vendor.key());
        if (baseUrl == null && !known.isEmpty() && !vendor.partlyListed()) {
            return known;
        }
        try {
            return lister.at(vendor, baseUrl == null ? vendor.baseUrl() : baseUrl, key(vendor));
        } catch (IOException | IllegalArgumentException e) {
            warn("", vendor.name() + " cannot be asked for its models: " + e.getMessage());
            return List.of();
        }
    }

    /** Names of deployments, which nobody but the user knows. */
    private List<String> named(Vendor vendor) {
        String names = value(vendor.modelsVariable());
        if (names == null) {
            warn(vendor.modelsVariable(), "must name the models of " + vendor.name() + ", separated by commas");
            return List.of();
        }
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private void warn(String variable, String sentence) {
        findings.add(new Finding(null, 0, variable, sentence, true));
    }

    private ReadResources result() {
        if (targets.isEmpty()) {
            List<String> variables = catalogue.vendors().values().stream()
                    .map(v -> v.keyVariables().stream().findFirst().orElse(v.urlVariable()))
                    .filter(Objects::nonNull)
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

    /**
     * Addresses are often given without the path under which the OpenAI format is served, and with the version with which the
     * paths of other formats begin. Azure's have a form of their own, which the compiler knows.
     */
    private static String base(String url, Vendor vendor) {
        String bare = url.strip().replaceAll("/+$", "");
        boolean asGiven = vendor.format() != WireFormat.OPENAI || vendor.versionVariable() != null;
        return !asGiven && bare.matches("^https?://[^/]+$") ? bare + "/v1" : BaseUrls.normal(bare, vendor.format());
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
