package dev.cortexllm.compile;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.LabelSelector;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.config.RouterConfig.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Compiles the LLMGateway: settings of the routers, and which policies they serve. */
final class GatewayCompiler {
    private static final long LEAST_BYTES = 1024;
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private GatewayCompiler() {}

    /**
     * A gateway's part of the configuration.
     *
     * @param settings settings of the routers
     * @param namespaces its own and those that it allows
     * @param selects which policies it serves
     */
    record Gateway(Settings settings, Set<String> namespaces, Predicate<Resource<RoutingPolicySpec>> selects) {}

    static Gateway compile(
            Resource<LLMGatewaySpec> resource,
            RedisCompiler redis,
            Budgets budgets,
            ClientCompiler clients,
            List<Resource<RoutingPolicySpec>> policies,
            Findings findings) {
        LLMGatewaySpec spec = resource.spec();
        Set<String> namespaces = namespaces(resource, findings);
        Predicate<Resource<RoutingPolicySpec>> selects = policy -> selects(spec.policySelector(), namespaces, policy);
        Settings settings = new Settings(
                requestBytes(spec, findings),
                Spans.positive(spec.drainTimeout(), Defaults.ROUTER_DRAIN, "spec.drainTimeout", findings),
                RateLimits.of("gateway", resource, spec.rateLimits(), findings),
                redis.compile(resource, findings),
                budgets.of("gateway", resource, spec.budgets(), "spec.budgets", findings),
                clients.compile(resource, budgets, id -> served(policies, selects, id), findings),
                clients.adminKey(resource, findings));
        checkSelector(spec.policySelector(), findings);
        return new Gateway(settings, namespaces, selects);
    }

    private static boolean served(
            List<Resource<RoutingPolicySpec>> policies, Predicate<Resource<RoutingPolicySpec>> selects, String id) {
        return policies.stream().anyMatch(policy -> policy.id().path().equals(id) && selects.test(policy));
    }

    /**
     * What a broken gateway goes on with: the settings and policies of its last good configuration. Keys that were taken out
     * of their Secrets are revoked all the same.
     */
    static Gateway broken(Resource<LLMGatewaySpec> resource, LastGood lastGood, ClientCompiler clients) {
        Settings settings = lastGood.settings()
                .map(before -> before.withClients(clients.refreshed(before.clients())))
                .orElseGet(GatewayCompiler::defaultSettings);
        Set<String> namespaces = namespaces(resource, new Findings(resource.id()));
        return new Gateway(
                settings, namespaces, policy -> lastGood.serves(policy.id().path()));
    }

    private static Settings defaultSettings() {
        return new Settings(
                Long.parseLong(Defaults.MAX_REQUEST_BYTES),
                Durations.parse(Defaults.ROUTER_DRAIN).toMillis());
    }

    private static long requestBytes(LLMGatewaySpec spec, Findings findings) {
        long bytes =
                spec.maxRequestBytes() == null ? Long.parseLong(Defaults.MAX_REQUEST_BYTES) : spec.maxRequestBytes();
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            findings.invalid("spec.maxRequestBytes", "must be from " + LEAST_BYTES + " to " + MOST_BYTES);
        }
        return bytes;
    }

    private static Set<String> namespaces(Resource<LLMGatewaySpec> resource, Findings findings) {
        Set<String> namespaces = new TreeSet<>();
        namespaces.add(resource.id().namespace());
        List<String> allowed = resource.spec() == null ? null : resource.spec().allowedNamespaces();
        for (String namespace : PolicyChecks.orEmpty(allowed)) {
            if (namespace == null || namespace.isBlank()) {
                findings.invalid("spec.allowedNamespaces", "a namespace's name is empty");
            } else {
                namespaces.add(namespace);
            }
        }
        return namespaces;
    }

    private static void checkSelector(LabelSelector selector, Findings findings) {
        if (selector == null) {
            return;
        }
        List<LabelSelector.Requirement> requirements = PolicyChecks.orEmpty(selector.matchExpressions());
        for (int i = 0; i < requirements.size(); i++) {
            String path = "spec.policySelector.matchExpressions[" + i + "]";
            LabelSelector.Requirement requirement = requirements.get(i);
            if (requirement == null || requirement.key() == null || requirement.operator() == null) {
                findings.invalid(path, "key and operator are needed");
                continue;
            }
            boolean setBased = requirement.operator() == LabelSelector.Operator.In
                    || requirement.operator() == LabelSelector.Operator.NotIn;
            if (setBased == PolicyChecks.orEmpty(requirement.values()).isEmpty()) {
                findings.invalid(
                        path + ".values", requirement.operator() + (setBased ? " needs values" : " takes none"));
            }
        }
    }

    private static boolean selects(LabelSelector selector, Set<String> namespaces, Resource<RoutingPolicySpec> policy) {
        Map<String, String> labels = policy.labels() == null ? Map.of() : policy.labels();
        return namespaces.contains(policy.id().namespace()) && (selector == null || selector.matches(labels));
    }
}
