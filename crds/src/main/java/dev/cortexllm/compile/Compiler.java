package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.GatewayCompiler.Gateway;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.RedisSettings;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles resources into the configuration of one gateway. */
public final class Compiler {
    private final Resources resources;
    private final LastGood lastGood;
    private final Catalogue catalogue;
    private final CompileOptions options;
    private final Credentials credentials;
    private final List<Problem> duplicates = new ArrayList<>();

    private Compiler(Resources resources, LastGood lastGood, Catalogue catalogue, CompileOptions options) {
        this.resources = resources;
        this.lastGood = lastGood;
        this.catalogue = catalogue;
        this.options = options;
        this.credentials = new Credentials(resources.secrets());
    }

    /**
     * Compiles. The result does not depend on the order of the resources.
     *
     * <p>A resource that is broken keeps its entry from {@code lastGood}, and a policy its model names; the entry of a
     * resource that is gone goes. A target that cannot be resolved is left out, its policy stays: a policy without targets
     * answers 503, not 404.
     *
     * @param resources what was read
     * @param lastGood what the gateway serves now: a resource that is broken keeps its entry from there
     * @param catalogue facts on vendors and models
     * @param options circumstances
     * @return configuration, verdicts and problems; never fails, whatever the resources hold
     */
    public static Compilation compile(
            Resources resources, Optional<ConfigBundle> lastGood, Catalogue catalogue, CompileOptions options) {
        return new Compiler(resources, new LastGood(lastGood), catalogue, options).compile();
    }

    private Compilation compile() {
        UrlGuard guard = new UrlGuard(options.allowLoopback());
        RedisCompiler redis = new RedisCompiler(credentials, guard);
        Budgets budgets = new Budgets(guard);
        ClientCompiler clients = new ClientCompiler(resources.secrets(), lastGood, options.digestKey());
        Draft<LLMGatewaySpec, Gateway> gatewayDraft = Draft.of(
                resources.gateway(),
                (resource, findings) ->
                        GatewayCompiler.compile(resource, redis, budgets, clients, resources.policies(), findings));
        Gateway gateway = gatewayDraft.value() == null
                ? GatewayCompiler.broken(resources.gateway(), lastGood, clients)
                : gatewayDraft.value();
        UpstreamTable upstreams = upstreams();
        PolicyTable policies = policies(gateway, upstreams);
        List<Upstream> named = named(policies.policies(), upstreams);

        Findings findings = gatewayDraft.findings();
        if (!findings.valid() && lastGood.settings().isPresent()) {
            findings.keptFrom(0);
        }
        if (policies.policies().isEmpty()) {
            findings.warn("spec.policySelector", "NoPolicies", "the gateway serves no RoutingPolicy");
        }
        warnOfDrain(named, upstreams, gateway);
        warnOfBudgets(gateway, named, policies.policies(), findings);
        Report report = report(findings, named, upstreams, policies);
        return new Compilation(bundle(gateway, named, policies.policies()), report.verdicts(), report.problems());
    }

    private UpstreamTable upstreams() {
        UrlGuard guard = new UrlGuard(options.allowLoopback());
        UpstreamTable table = new UpstreamTable(lastGood, credentials, guard);
        ProviderCompiler providers = new ProviderCompiler(catalogue, credentials, guard);
        DeploymentCompiler deployments = new DeploymentCompiler(catalogue, resources.secrets(), options, guard);
        Ordering.oldestFirst(resources.providers(), duplicates)
                .forEach(provider -> table.add(Draft.of(provider, providers::compile)));
        Ordering.oldestFirst(resources.deployments(), duplicates)
                .forEach(deployment -> table.addDeployment(Draft.of(deployment, deployments::compile)));
        return table;
    }

    private PolicyTable policies(Gateway gateway, UpstreamTable upstreams) {
        PolicyCompiler compiler = new PolicyCompiler(
                new TargetResolver(upstreams, gateway.namespaces(), catalogue, lastGood),
                new Budgets(new UrlGuard(options.allowLoopback())));
        List<Draft<RoutingPolicySpec, Policy>> drafts = new ArrayList<>();
        for (Resource<RoutingPolicySpec> policy : Ordering.oldestFirst(resources.policies(), duplicates)) {
            if (gateway.selects().test(policy)) {
                drafts.add(Draft.of(policy, (resource, findings) -> {
                    Policy compiled = compiler.compile(resource, findings);
                    WorkspaceNames.check(
                            resource.spec().rules(), gateway.settings().clients(), findings);
                    return compiled;
                }));
            }
        }
        return new PolicyTable(drafts, upstreams, lastGood);
    }

    /** The upstreams that some target names, sorted by id. */
    private static List<Upstream> named(List<Policy> policies, UpstreamTable upstreams) {
        Set<String> ids = policies.stream()
                .flatMap(policy -> policy.targets().stream())
                .map(Policy.Target::upstream)
                .collect(Collectors.toCollection(TreeSet::new));
        return ids.stream()
                .map(id -> upstreams.find(id).orElseThrow().upstream())
                .toList();
    }

    /** A router that stops cuts answers off that are allowed to last longer than it waits. */
    private static void warnOfDrain(List<Upstream> named, UpstreamTable upstreams, Gateway gateway) {
        for (Upstream upstream : named) {
            UpstreamTable.Entry entry = upstreams.find(upstream.id()).orElseThrow();
            long drain = gateway.settings().drainTimeoutMillis();
            if (upstream.timeouts().total() > drain) {
                entry.findings()
                        .warn(
                                "spec.timeouts.total",
                                "LongerThanDrain",
                                "answers may last " + upstream.timeouts().total() + " ms, but a stopping router waits "
                                        + drain + " ms at most (spec.drainTimeout of the gateway)");
            }
        }
    }

    /** Without a Redis every router has all the money for itself. */
    private void warnOfBudgets(Gateway gateway, List<Upstream> named, List<Policy> policies, Findings findings) {
        LLMGatewaySpec spec = resources.gateway().spec();
        Integer given = spec == null ? null : spec.replicas();
        int routers = given == null ? Integer.parseInt(Defaults.ROUTERS) : given;
        if (routers > 1 && gateway.settings().redis() == null) {
            int budgets = config(gateway, named, policies).allBudgets().size();
            if (budgets > 0) {
                findings.warn(
                        "spec.redis",
                        "BudgetsPerRouter",
                        "without a Redis each router counts for itself: with " + routers
                                + " of them up to as many times as much is spent as a budget has");
            }
        }
    }

    private RouterConfig config(Gateway gateway, List<Upstream> upstreams, List<Policy> policies) {
        return new RouterConfig(
                RouterConfig.SCHEMA_VERSION, resources.gateway().id().path(), gateway.settings(), upstreams, policies);
    }

    private ConfigBundle bundle(Gateway gateway, List<Upstream> upstreams, List<Policy> policies) {
        RouterConfig config = config(gateway, upstreams, policies);
        RedisSettings redis = gateway.settings().redis();
        List<String> ids = Stream.concat(
                        Stream.ofNullable(redis == null ? null : redis.credential()),
                        upstreams.stream().flatMap(u -> u.credentials().stream()))
                .toList();
        return ConfigBundle.of(config, credentials.values(ids, lastGood.secrets()), options.digestKey());
    }

    private Report report(Findings gateway, List<Upstream> named, UpstreamTable upstreams, PolicyTable policies) {
        Report report = new Report(duplicates);
        report.add(resources.gateway().id(), gateway, true);
        Set<String> served = named.stream().map(Upstream::id).collect(Collectors.toSet());
        upstreams.entries().forEach((id, entry) -> report.add(entry.id(), entry.findings(), served.contains(id)));
        policies.report(report);
        return report;
    }
}
