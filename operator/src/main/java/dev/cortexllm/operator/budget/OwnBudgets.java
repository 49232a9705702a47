package dev.cortexllm.operator.budget;

import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose budgets are whose in a gateway's configuration. */
final class OwnBudgets {
    private OwnBudgets() {}

    /**
     * The budgets of a resource that add up over time.
     *
     * @param config what a gateway serves
     * @param resource a gateway, provider or policy
     * @return the budgets by the names that status has for them
     */
    static Map<String, Budget> of(RouterConfig config, ResourceId resource) {
        Map<String, Budget> own = new LinkedHashMap<>();
        switch (resource.kind()) {
            case LLMGateway -> {
                if (config.gateway().equals(resource.path())) {
                    add(own, "", config.settings().budgets());
                    workspaces(config).forEach(w -> add(own, w.name() + "/", w.budgets()));
                }
            }
            case LLMProvider -> upstream(config, resource).ifPresent(upstream -> add(own, "", upstream.budgets()));
            case RoutingPolicy ->
                config.policies().stream()
                        .filter(policy -> policy.id().equals(resource.path()))
                        .forEach(policy -> policy.allBudgets().forEach((name, budget) -> {
                            if (budget.window() != Window.REQUEST) {
                                own.put(name, budget);
                            }
                        }));
            default -> {}
        }
        return own;
    }

    /**
     * The resources that have budgets.
     *
     * @param config what a gateway serves
     * @return gateway, providers and policies
     */
    static Set<ResourceId> owners(RouterConfig config) {
        return config.allBudgets().stream()
                .filter(budget -> budget.window() != Window.REQUEST)
                .flatMap(budget -> owner(config, budget.key()).stream())
                .collect(Collectors.toSet());
    }

    /**
     * The resource that a budget belongs to.
     *
     * @param config what a gateway serves
     * @param key the budget's key
     * @return empty when the configuration has no such budget
     */
    static Optional<ResourceId> owner(RouterConfig config, String key) {
        if (has(config.settings().budgets(), key) || workspaces(config).stream().anyMatch(w -> has(w.budgets(), key))) {
            return Optional.of(id(Kind.LLMGateway, config.gateway()));
        }
        return config.policies().stream()
                .filter(policy -> has(List.copyOf(policy.allBudgets().values()), key))
                .map(Policy::id)
                .map(id -> id(Kind.RoutingPolicy, id))
                .findFirst()
                .or(() -> config.upstreams().stream()
                        .filter(upstream -> has(upstream.budgets(), key))
                        .map(Upstream::id)
                        .map(id -> id(Kind.LLMProvider, id.substring(id.indexOf('/') + 1)))
                        .findFirst());
    }

    private static ResourceId id(Kind kind, String path) {
        int slash = path.indexOf('/');
        return new ResourceId(kind, path.substring(0, slash), path.substring(slash + 1));
    }

    private static boolean has(List<Budget> budgets, String key) {
        return budgets != null
                && budgets.stream().anyMatch(budget -> budget.key().equals(key));
    }

    private static Optional<Upstream> upstream(RouterConfig config, ResourceId provider) {
        return config.upstreams().stream()
                .filter(upstream -> upstream.id().equals("provider/" + provider.path()))
                .findFirst();
    }

    private static List<Clients.Workspace> workspaces(RouterConfig config) {
        Clients clients = config.settings().clients();
        return clients == null ? List.of() : clients.workspaces();
    }

    private static void add(Map<String, Budget> into, String prefix, List<Budget> budgets) {
        if (budgets != null) {
            budgets.stream()
                    .filter(budget -> budget.window() != Window.REQUEST)
                    .forEach(budget -> into.put(prefix + budget.name(), budget));
        }
    }
}
