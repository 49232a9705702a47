package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
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

    /** The vendor whose quirks engines have. */
    private static final String ENGINE = "vllm";

    private final Quirks quirks;
    private final CompileOptions options;
    private final UrlGuard guard;

    DeploymentCompiler(Catalogue catalogue, CompileOptions options, UrlGuard guard) {
        this.quirks = catalogue
                .vendor(ENGINE)
                .map(vendor -> vendor.quirks(WireFormat.OPENAI))
                .orElse(null);
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
        checkModel(spec, findings);
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
                engineType(spec),
                EngineDefaults.VLLM_PORT,
                concurrency(spec, findings),
                host,
                endpoints(resource, findings),
                Balancings.of(spec.loadBalancing(), findings));
        String urlHost = host == null ? ChildNames.engine(id.name()) + "." + id.namespace() : host;
        return new Upstream(
                idOf(id.namespace(), id.name()),
                id.name(),
                Objects.requireNonNullElse(resource.uid(), ""),
                resource.generation(),
                WireFormat.OPENAI,
                ENGINE,
                "http://" + urlHost + ":" + engine.port() + EngineDefaults.API_PATH,
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                timeouts,
                quirks,
                false,
                engine,
                null,
                null,
                Protection.of(spec.circuitBreaker(), spec.outlierDetection(), spec.maxConcurrentRequests(), findings));
    }

    private static EngineType engineType(ModelDeploymentSpec spec) {
        return spec.engine() == null || spec.engine().type() == null
                ? EngineType.VLLM
                : spec.engine().type();
    }

    private static void checkModel(ModelDeploymentSpec spec, Findings findings) {
        if (spec.model() == null
                || spec.model().name() == null
                || spec.model().name().isEmpty()) {
            findings.invalid("spec.model.name", "the name that the model is served under is missing");
        }
        String source = spec.model() == null ? null : spec.model().source();
        if (source == null || !source.startsWith("hf://")) {
            findings.invalid("spec.model.source", "write where the weights are, such as hf://organisation/model");
        }
        if (spec.model() != null) {
            Profiles.check(spec.model(), "spec.model", findings);
        }
    }

    private static int concurrency(ModelDeploymentSpec spec, Findings findings) {
        if (spec.maxConcurrency() == null) {
            return EngineDefaults.VLLM_CONCURRENCY;
        }
        if (spec.maxConcurrency() < 1) {
            findings.invalid("spec.maxConcurrency", "must be at least 1");
        }
        return spec.maxConcurrency();
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
