package dev.cortexllm.operator.budget;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.Clients;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.Samples;
import dev.cortexllm.operator.compilation.Inputs;
import dev.cortexllm.operator.compilation.Published;
import java.util.List;
import java.util.Map;

/** A gateway whose every part has a budget. */
final class BudgetSamples {
    static final long USD = 1_000_000_000L;

    private BudgetSamples() {}

    static Budget budget(String key, String name, Window window) {
        return new Budget(
                key,
                name,
                "somebody",
                window,
                "UTC",
                10 * USD,
                false,
                Budget.Unbounded.CAP,
                4096,
                false,
                List.of(new Threshold(10 * USD, Action.BLOCK, null)),
                null);
    }

    static RouterConfig config() {
        RouterConfig plain = Samples.bundle(1).config();
        Upstream engine = plain.upstreams().get(0);
        Upstream cloud = new Upstream(
                "provider/default/cloud",
                "cloud",
                "",
                1,
                engine.format(),
                "openai",
                "https://api.example/v1",
                engine.auth(),
                null,
                List.of(),
                Map.of(),
                engine.timeouts(),
                null,
                false,
                null,
                null,
                List.of(budget("provider/2/hourly", "hourly", Window.HOUR)),
                null);
        Policy chat = plain.policies().get(0);
        Policy policy = new Policy(
                chat.id(),
                chat.name(),
                chat.uid(),
                chat.generation(),
                chat.models(),
                chat.strategy(),
                chat.targets(),
                chat.rules(),
                chat.fallback(),
                chat.maxAttempts(),
                chat.spillWaitMillis(),
                chat.unsupported(),
                null,
                List.of(
                        budget("policy/3/daily", "daily", Window.DAY),
                        budget("policy/3/single", "single", Window.REQUEST)),
                null);
        Clients clients = new Clients(
                List.of(),
                List.of(new Clients.Workspace(
                        "support",
                        null,
                        null,
                        null,
                        List.of(budget("workspace/support/1/daily", "daily", Window.DAY)))));
        RouterConfig.Settings settings = new RouterConfig.Settings(
                1024, 1000, null, null, List.of(budget("gateway/1/daily", "daily", Window.DAY)), clients);
        return new RouterConfig(
                plain.schemaVersion(), "default/main", settings, List.of(engine, cloud), List.of(policy));
    }

    static Published published() {
        return new Published(ConfigBundle.of(config(), Map.of(), "key"), Map.of(), Map.of(), Inputs.NONE, Map.of());
    }
}
