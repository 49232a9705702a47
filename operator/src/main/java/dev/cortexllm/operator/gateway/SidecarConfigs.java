package dev.cortexllm.operator.gateway;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Inputs;
import dev.cortexllm.operator.compilation.Published;
import dev.cortexllm.operator.gateway.desired.RouterSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a gateway's sidecars serve: the gateway's policies, of which deployments are called directly and everything else through the
 * gateway, under a model name of the same policy. There is no key of a provider or of the store in it; limits and budgets are
 * the gateway's to hold, who sees all there is to count.
 */
final class SidecarConfigs {
    private static final String CREDENTIAL = "sidecar";
    /** As long as an answer of the gateway may take: it has its own, shorter, patience with each provider. */
    private static final TimeoutMillis PATIENCE = new TimeoutMillis(5_000, 300_000, 300_000, 1_800_000);

    private SidecarConfigs() {}

    /**
     * Derives them.
     *
     * @param served what the gateway serves
     * @param settings the gateway
     * @param url where the gateway is, without a path
     * @return by the sidecars' ids
     */
    static Map<GatewayId, Published> of(Published served, RouterSettings settings, String url) {
        GatewayId gateway =
                new GatewayId(settings.owner().namespace(), settings.owner().name());
        Map<GatewayId, Published> all = new TreeMap<>(GatewayId.ORDER);
        for (String account : settings.sidecars()) {
            ConfigBundle bundle = bundle(served.bundle(), gateway, url, account);
            all.put(
                    gateway.sidecarOf(account),
                    new Published(bundle, BundleFiles.write(bundle), Map.of(), Inputs.NONE, Map.of()));
        }
        return all;
    }

    /** The configuration of one account's sidecars. */
    static ConfigBundle bundle(ConfigBundle of, GatewayId gateway, String url, String account) {
        RouterConfig config = of.config();
        boolean asked = config.settings().clients() != null;
        Upstream through = through(gateway, url, asked);
        List<Upstream> upstreams = new ArrayList<>();
        upstreams.add(through);
        config.upstreams().stream()
                .filter(Upstream::local)
                .map(SidecarConfigs::plain)
                .forEach(upstreams::add);
        upstreams.sort(java.util.Comparator.comparing(Upstream::id));
        Set<String> direct = upstreams.stream().map(Upstream::id).collect(Collectors.toSet());
        RouterConfig derived = new RouterConfig(
                config.schemaVersion(),
                config.gateway(),
                new RouterConfig.Settings(
                        config.settings().maxRequestBytes(), config.settings().drainTimeoutMillis()),
                upstreams,
                config.policies().stream()
                        .map(policy -> policy(policy, direct, through.id()))
                        .toList());
        Map<String, String> secrets = new HashMap<>();
        if (asked) {
            secrets.put(CREDENTIAL, SidecarKeys.key(of, account));
        }
        // A digest key of its own: the gateway's would tell all other sidecars' keys.
        return ConfigBundle.of(derived, secrets, SidecarKeys.key(of, "digests of " + account));
    }

    private static Upstream through(GatewayId gateway, String url, boolean asked) {
        return new Upstream(
                "provider/" + gateway.namespace() + "/" + gateway.name() + "@gateway",
                "gateway",
                "",
                0,
                WireFormat.OPENAI,
                "openai-compatible",
                url + "/v1",
                Auth.BEARER,
                null,
                asked ? List.of(CREDENTIAL) : List.of(),
                Map.of(),
                PATIENCE,
                null,
                null);
    }

    private static Upstream plain(Upstream engine) {
        return new Upstream(
                engine.id(),
                engine.name(),
                engine.uid(),
                engine.generation(),
                engine.format(),
                engine.vendor(),
                engine.baseUrl(),
                engine.auth(),
                engine.apiVersion(),
                List.of(),
                engine.headers(),
                engine.timeouts(),
                engine.quirks(),
                false,
                engine.engine(),
                null,
                null,
                engine.resilience());
    }

    private static Policy policy(Policy policy, Set<String> direct, String through) {
        String name =
                policy.models().isEmpty() ? policy.name() : policy.models().get(0);
        return new Policy(
                policy.id(),
                policy.name(),
                policy.uid(),
                policy.generation(),
                policy.models(),
                policy.strategy(),
                policy.targets().stream()
                        .map(target -> direct.contains(target.upstream()) ? target : through(target, name, through))
                        .toList(),
                policy.rules().stream()
                        .map(rule -> rule.with(unpaid(rule.choosing())))
                        .toList(),
                policy.fallback(),
                policy.maxAttempts(),
                policy.spillWaitMillis(),
                policy.unsupported(),
                null,
                null,
                policy.retry(),
                unpaid(policy.choosing()));
    }

    /** The gateway bills, so it costs nothing here. */
    private static Policy.Target through(Policy.Target target, String model, String through) {
        return new Policy.Target(
                target.name(),
                through,
                model,
                target.weight(),
                false,
                null,
                target.contextWindow(),
                target.maxOutputTokens(),
                null,
                target.profile());
    }

    private static Policy.Choosing unpaid(Policy.Choosing choosing) {
        return choosing == null
                ? null
                : new Policy.Choosing(
                        choosing.localOnly(),
                        choosing.overrides(),
                        choosing.fallback(),
                        choosing.chain(),
                        choosing.waiting(),
                        null,
                        null);
    }
}
