package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.Replicas;
import dev.cortexllm.engine.Serving;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Compiles one ModelDeployment. */
final class DeploymentCompiler {
    /** Base URLs of engines that run elsewhere, separated by commas. */
    static final String ENDPOINTS = "cortexllm.dev/endpoints";

    private final Catalogue catalogue;
    private final Map<SecretId, SecretValue> secrets;
    private final CompileOptions options;
    private final UrlGuard guard;

    DeploymentCompiler(
            Catalogue catalogue, Map<SecretId, SecretValue> secrets, CompileOptions options, UrlGuard guard) {
        this.catalogue = catalogue;
        this.secrets = secrets;
        this.options = options;
        this.guard = guard;
    }

    static String idOf(String namespace, String name) {
        return "deployment/" + namespace + "/" + name;
    }

    /** The deployment's entry; null when the spec does not allow one. */
    Upstream compile(Resource<ModelDeploymentSpec> resource, Findings findings) {
        ModelDeploymentSpec spec = resource.spec();
        ResourceId id = resource.id();
        // Read from files when the first deployment is compiled: a configuration without one does not wait for that.
        EngineFacts facts = EngineFacts.bundled();
        Serving serving = Serving.of(spec, facts);
        checkModel(spec, Serving.model(spec, facts), serving, id, findings);
        EngineChecks.check(spec, serving, facts, findings);
        PresetChecks.check(spec, serving, facts, findings);
        PodChecks.check(spec, findings);
        CacheChecks.check(spec, serving, findings);
        ScalingChecks.check(spec, options.clusterDomain() != null, findings);
        if (spec.contextLength() != null && spec.contextLength() < 1) {
            findings.invalid("spec.contextLength", "must be at least 1");
        }
        Spans.positive(spec.startupTimeout(), Defaults.ENGINE_STARTUP, "spec.startupTimeout", findings);
        Spans.orZero(spec.drainTimeout(), Defaults.ENGINE_DRAIN, "spec.drainTimeout", findings);
        TimeoutMillis timeouts = Spans.timeouts(spec.timeouts(), Defaults.TOTAL, findings);
        String host = options.clusterDomain() == null
                ? null
                : ChildNames.engineHost(id.namespace(), id.name(), options.clusterDomain());
        EngineConfig engine = new EngineConfig(
                serving.engine().type(),
                serving.engine().port(),
                concurrency(spec, serving, findings),
                host,
                endpoints(resource, findings),
                Balancings.of(spec.loadBalancing(), findings),
                Replicas.suspended(spec));
        String urlHost = host == null ? ChildNames.engine(id.name()) + "." + id.namespace() : host;
        return new Upstream(
                idOf(id.namespace(), id.name()),
                id.name(),
                Objects.requireNonNullElse(resource.uid(), ""),
                resource.generation(),
                WireFormat.OPENAI,
                serving.engine().vendor(),
                "http://" + urlHost + ":" + engine.port() + EngineDefaults.API_PATH,
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                timeouts,
                catalogue
                        .vendor(serving.engine().vendor())
                        .map(vendor -> vendor.quirks(WireFormat.OPENAI))
                        .orElse(null),
                false,
                engine,
                null,
                null,
                Protection.of(spec.circuitBreaker(), spec.outlierDetection(), spec.maxConcurrentRequests(), findings));
    }

    private void checkModel(
            ModelDeploymentSpec spec, ModelSource model, Serving serving, ResourceId id, Findings findings) {
        if (serving.name() == null || serving.name().isEmpty()) {
            findings.invalid("spec.model.name", "the name that the model is served under is missing");
        }
        // Outside a cluster nothing is run here, and nothing needs a token.
        SourceChecks.check(
                model, spec.preset() != null, serving, options.clusterDomain() == null ? null : secrets, id, findings);
        if (spec.model() != null) {
            Profiles.check(spec.model(), "spec.model", findings);
        }
    }

    private static int concurrency(ModelDeploymentSpec spec, Serving serving, Findings findings) {
        if (spec.maxConcurrency() != null && spec.maxConcurrency() < 1) {
            findings.invalid("spec.maxConcurrency", "must be at least 1");
        }
        return serving.concurrency();
    }

    private List<String> endpoints(Resource<ModelDeploymentSpec> resource, Findings findings) {
        List<String> given = options.staticEndpoints().get(resource.id().path());
        String path = "endpoints";
        if (given == null) {
            String annotation = resource.annotations() == null
                    ? null
                    : resource.annotations().get(ENDPOINTS);
            given = annotation == null ? List.of() : List.of(annotation.strip().split("\\s*,\\s*"));
            path = "metadata.annotations['" + ENDPOINTS + "']";
        }
        if (given.isEmpty() && options.clusterDomain() == null) {
            findings.warn(
                    "metadata.annotations",
                    "NoEndpoints",
                    "outside Kubernetes nothing runs this model; name a running engine in annotation " + ENDPOINTS);
        }
        List<String> urls = new ArrayList<>();
        for (String url : given) {
            Optional<String> refusal = guard.refusal(url).or(() -> pathRefusal(url));
            String where = path;
            refusal.ifPresentOrElse(why -> findings.invalid(where, why), () -> urls.add(origin(url)));
        }
        return List.copyOf(urls);
    }

    private static Optional<String> pathRefusal(String url) {
        String path = Objects.requireNonNullElse(URI.create(url).getRawPath(), "");
        return path.matches("/*|/v1/*")
                ? Optional.empty()
                : Optional.of("'" + url + "' must end after the port: engines serve their API under /v1");
    }

    private static String origin(String url) {
        return url.replaceAll("(/v1)?/*$", "");
    }
}
