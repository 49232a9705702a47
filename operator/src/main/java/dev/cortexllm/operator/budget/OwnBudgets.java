package dev.cortexllm.operator.budget;

import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.RouterConfig;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose budgets are whose in a gateway's configuration. It is gone through once: a thousand policies ask after each change, and again
 * every second.
 */
final class OwnBudgets {
    private static final String PROVIDER = "provider/";

    private final RouterConfig config;
    private final Map<ResourceId, Map<String, Budget>> own = new HashMap<>();
    private final Map<String, ResourceId> owners = new HashMap<>();

    private OwnBudgets(RouterConfig config) {
        this.config = config;
    }

    /**
     * Goes through a configuration.
     *
     * @param config what a gateway serves
     */
    static OwnBudgets in(RouterConfig config) {
        OwnBudgets budgets = new OwnBudgets(config);
        ResourceId gateway = id(Kind.LLMGateway, config.gateway());
        budgets.add(gateway, "", config.settings().budgets());
        Clients clients = config.settings().clients();
        if (clients != null) {
            clients.workspaces().forEach(w -> budgets.add(gateway, w.name() + "/", w.budgets()));
        }
        config.policies().forEach(policy -> {
            ResourceId id = id(Kind.RoutingPolicy, policy.id());
            policy.allBudgets().forEach((name, budget) -> budgets.add(id, name, budget));
        });
        config.upstreams().stream()
                .filter(upstream -> upstream.id().startsWith(PROVIDER))
                .forEach(upstream -> budgets.add(
                        id(Kind.LLMProvider, upstream.id().substring(PROVIDER.length())), "", upstream.budgets()));
        return budgets;
    }

    /** Whether it was made from this very configuration. */
    boolean isOf(RouterConfig other) {
        return config == other;
    }

    /**
     * The budgets of a resource that add up over time.
     *
     * @param resource a gateway, provider or policy
     * @return the budgets by the names that status has for them
     */
    Map<String, Budget> of(ResourceId resource) {
        return own.getOrDefault(resource, Map.of());
    }

    /** The resources that have budgets which add up over time. */
    Set<ResourceId> owners() {
        return own.keySet();
    }

    /**
     * The resource that a budget belongs to.
     *
     * @param key the budget's key
     * @return empty when the configuration has no such budget
     */
    Optional<ResourceId> owner(String key) {
        return Optional.ofNullable(owners.get(key));
    }

    private void add(ResourceId owner, String prefix, List<Budget> budgets) {
        if (budgets != null) {
            budgets.forEach(budget -> add(owner, prefix + budget.name(), budget));
        }
    }

    private void add(ResourceId owner, String name, Budget budget) {
        owners.putIfAbsent(budget.key(), owner);
        if (budget.window() != Window.REQUEST) {
            own.computeIfAbsent(owner, o -> new LinkedHashMap<>()).put(name, budget);
        }
    }

    private static ResourceId id(Kind kind, String path) {
        int slash = path.indexOf('/');
        return new ResourceId(kind, path.substring(0, slash), path.substring(slash + 1));
    }
}
