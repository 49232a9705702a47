package dev.cortexllm.router.standalone;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.compile.Compilation;
import dev.cortexllm.compile.CompileOptions;
import dev.cortexllm.compile.Compiler;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Problem;
import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.compile.SecretId;
import dev.cortexllm.compile.SecretValue;
import dev.cortexllm.config.ConfigBundle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Folders, environment and flags of one start: everything that a compilation outside Kubernetes needs.
 *
 * @param paths files and folders; empty: the environment alone
 * @param gateway name of the gateway to serve; null when there is at most one
 * @param endpoints base URLs of model deployments by name or {@code namespace/name}
 * @param environment environment variables
 * @param definitions the schema of our kinds
 * @param catalogue facts on vendors and models
 */
public record Workspace(
        List<Path> paths,
        String gateway,
        Map<String, List<String>> endpoints,
        Map<String, String> environment,
        Definitions definitions,
        Catalogue catalogue) {
    /** Not a secret outside Kubernetes: the hash never leaves the process together with something to guess. */
    private static final String DIGEST_KEY = "standalone";
    /** Kubernetes' own default. */
    private static final String CLUSTER_DOMAIN = "cluster.local";

    /**
     * A compiled workspace.
     *
     * @param compilation what the compiler made; empty when no gateway could be chosen
     * @param findings everything wrong, in the files' order
     * @param read what was compiled
     */
    public record Result(Optional<Compilation> compilation, List<Finding> findings, ReadResources read) {
        /** Whether something is wrong that is more than a warning. */
        public boolean broken() {
            return findings.stream().anyMatch(f -> !f.warning());
        }
    }

    /**
     * Reads and compiles what the chosen gateway serves.
     *
     * @param served what is served now, so that a broken file keeps its resources and a broken resource its entry
     * @return configuration and findings
     */
    public Result compile(Optional<Result> served) {
        ReadResources read = served.map(before -> read().keeping(before.read())).orElseGet(this::read);
        Optional<ConfigBundle> lastGood = served.flatMap(Result::compilation).map(Compilation::bundle);
        List<Finding> findings = new ArrayList<>(read.findings());
        findings.addAll(endpointsOfNobody(read));
        Optional<Compilation> compilation =
                choose(read, findings).map(chosen -> compiled(read, chosen, lastGood, null));
        compilation.ifPresent(c -> findings.addAll(located(c, read)));
        return new Result(compilation, findings, read);
    }

    /**
     * Compiles what the chosen gateway would serve in a cluster where everything is there: deployments have pods, and providers
     * whose key is not to be had here have one. For those who ask what would become of a request; nobody can be called with it.
     *
     * @return configuration and findings
     */
    public Result supposed() {
        ReadResources read = read();
        List<Finding> findings = new ArrayList<>(read.findings());
        Optional<Compilation> compilation = choose(read, findings)
                .map(chosen -> Compiler.compile(
                        new Resources(
                                chosen,
                                read.providers(),
                                read.deployments(),
                                read.policies(),
                                Secrets.completed(read.providers(), secrets(read, chosen))),
                        Optional.empty(),
                        catalogue,
                        new CompileOptions(DIGEST_KEY, CLUSTER_DOMAIN, qualified(read), true)))
                .map(Workspace::softened);
        compilation.ifPresent(c -> findings.addAll(located(c, read)));
        return new Result(compilation, findings, read);
    }

    /**
     * Checks everything, for each gateway in turn. Secrets that are not there are only warned of: they live elsewhere.
     *
     * @return findings, each once
     */
    public List<Finding> lint() {
        ReadResources read = read();
        Set<Finding> findings = new LinkedHashSet<>(read.findings());
        List<Resource<LLMGatewaySpec>> gateways = read.gateways().isEmpty() ? List.of(implied(read)) : read.gateways();
        for (Resource<LLMGatewaySpec> one : gateways) {
            // As a cluster would take it: there the operator finds a deployment's pods.
            Compilation compilation = compiled(read, one, Optional.empty(), CLUSTER_DOMAIN);
            findings.addAll(located(softened(compilation), read));
        }
        return List.copyOf(findings);
    }

    private ReadResources read() {
        return paths.isEmpty()
                ? EnvironmentResources.of(environment, catalogue, new ServedModels()::at)
                : ResourceReader.read(paths, definitions);
    }

    private Compilation compiled(
            ReadResources read,
            Resource<LLMGatewaySpec> chosen,
            Optional<ConfigBundle> lastGood,
            String clusterDomain) {
        return Compiler.compile(
                new Resources(chosen, read.providers(), read.deployments(), read.policies(), secrets(read, chosen)),
                lastGood,
                catalogue,
                new CompileOptions(DIGEST_KEY, clusterDomain, qualified(read), true));
    }

    private Map<SecretId, SecretValue> secrets(ReadResources read, Resource<LLMGatewaySpec> chosen) {
        Map<SecretId, SecretValue> secrets = new HashMap<>(read.secrets());
        secrets.putAll(Secrets.fromEnvironment(read.providers(), environment, catalogue));
        secrets.putAll(Secrets.fromEnvironment(chosen, environment));
        return secrets;
    }

    private Optional<Resource<LLMGatewaySpec>> choose(ReadResources read, List<Finding> findings) {
        List<Resource<LLMGatewaySpec>> candidates = read.gateways().stream()
                .filter(g -> gateway == null || g.id().name().equals(gateway))
                .toList();
        if (candidates.size() == 1) {
            return Optional.of(candidates.get(0));
        }
        if (candidates.isEmpty() && gateway == null) {
            return Optional.of(implied(read));
        }
        String names = String.join(
                ", ", read.gateways().stream().map(g -> g.id().name()).toList());
        String message = gateway == null
                ? "there are several gateways (" + names + "); name one with --gateway"
                : "there is no LLMGateway " + gateway + "; there is " + (names.isEmpty() ? "none" : names);
        findings.add(new Finding(null, 0, "", message, false));
        return Optional.empty();
    }

    /** Folders without a gateway are served as a whole, in the namespace that their policies share. */
    private static Resource<LLMGatewaySpec> implied(ReadResources read) {
        String namespace = read.policies().isEmpty()
                ? "default"
                : read.policies().get(0).id().namespace();
        List<String> others = read.policies().stream()
                .map(p -> p.id().namespace())
                .distinct()
                .filter(n -> !n.equals(namespace))
                .toList();
        return new Resource<>(
                new ResourceId(Kind.LLMGateway, namespace, "standalone"),
                "",
                0,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                new LLMGatewaySpec(1, null, others, 80, null, 32L * 1024 * 1024, "10m", null, null));
    }

    /** A misspelt name would send everything to the cloud without a word. */
    private List<Finding> endpointsOfNobody(ReadResources read) {
        Set<String> names = new TreeSet<>();
        Set<String> known = new HashSet<>();
        read.deployments().forEach(deployment -> {
            names.add(deployment.id().name());
            known.addAll(List.of(deployment.id().name(), deployment.id().path()));
        });
        String existing = names.isEmpty() ? "none" : String.join(", ", names);
        return endpoints.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name -> new Finding(
                        null, 0, "--endpoint", "there is no ModelDeployment " + name + "; there is " + existing, false))
                .toList();
    }

    private Map<String, List<String>> qualified(ReadResources read) {
        Map<String, List<String>> byPath = new HashMap<>();
        read.deployments().forEach(deployment -> {
            List<String> urls = endpoints.getOrDefault(
                    deployment.id().path(), endpoints.get(deployment.id().name()));
            if (urls != null) {
                byPath.put(deployment.id().path(), urls);
            }
        });
        return byPath;
    }

    /** Problems with their places; those of a gateway that nobody wrote say nothing to anybody. */
    private static List<Finding> located(Compilation compilation, ReadResources read) {
        return compilation.problems().stream()
                .filter(p ->
                        p.resource().kind() != Kind.LLMGateway || read.places().containsKey(p.resource()))
                .map(read::located)
                .toList();
    }

    /** Secrets live elsewhere than the files that a pipeline checks. */
    private static Compilation softened(Compilation compilation) {
        List<Problem> problems = compilation.problems().stream()
                .map(p -> p.reason().equals("CredentialsMissing")
                        ? new Problem(p.resource(), p.path(), p.reason(), p.message(), true)
                        : p)
                .toList();
        return new Compilation(compilation.bundle(), compilation.verdicts(), problems);
    }
}
