package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.LLMProviderSpec;
import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compiles one LLMProvider. */
final class ProviderCompiler {
    private final Catalogue catalogue;
    private final Credentials credentials;
    private final UrlGuard guard;

    ProviderCompiler(Catalogue catalogue, Credentials credentials, UrlGuard guard) {
        this.catalogue = catalogue;
        this.credentials = credentials;
        this.guard = guard;
    }

    static String idOf(String namespace, String name) {
        return "provider/" + namespace + "/" + name;
    }

    /** The provider's entry; null when the spec does not allow one or no credential is left. */
    Upstream compile(Resource<LLMProviderSpec> resource, Findings findings) {
        LLMProviderSpec spec = resource.spec();
        ResourceId id = resource.id();
        Optional<Vendor> known = vendor(spec, findings);
        Map<String, String> headers = headers(spec.headers(), findings);
        TimeoutMillis timeouts = timeouts(spec, findings);
        Spans.positive(
                spec.healthCheckInterval(), Defaults.HEALTH_CHECK_INTERVAL, "spec.healthCheckInterval", findings);
        RequestParameters.check(spec.defaults(), findings);
        checkModels(orEmpty(spec.models()), findings);
        List<Limit> limits = RateLimits.of("provider", resource, spec.rateLimits(), findings);
        List<Budget> budgets = new Budgets(guard).of("provider", resource, spec.budgets(), "spec.budgets", findings);
        Resilience resilience =
                Protection.of(spec.circuitBreaker(), spec.outlierDetection(), spec.maxConcurrentRequests(), findings);
        if (known.isEmpty()) {
            return null;
        }
        Vendor vendor = known.get();
        WireFormat format = Objects.requireNonNullElse(spec.format(), vendor.format());
        checkApiVersion(spec.apiVersion(), vendor, format, findings);
        Optional<String> baseUrl = BaseUrls.of(spec, vendor, format, guard, findings);
        if (baseUrl.isEmpty()) {
            return null;
        }
        String host = UrlGuard.hostOf(URI.create(baseUrl.get()));
        List<String> keys = credentials.of(orEmpty(spec.credentials()), id.namespace(), host, vendor, findings);
        boolean keyless = orEmpty(spec.credentials()).isEmpty() && !vendor.keyRequired();
        if (keys.isEmpty() && !keyless) {
            return null;
        }
        return new Upstream(
                idOf(id.namespace(), id.name()),
                id.name(),
                Objects.requireNonNullElse(resource.uid(), ""),
                resource.generation(),
                format,
                vendor.key(),
                baseUrl.get(),
                vendor.auth(format),
                spec.apiVersion(),
                keys,
                headers,
                timeouts,
                vendor.quirks(format),
                Boolean.TRUE.equals(spec.passThrough()),
                null,
                limits,
                budgets,
                resilience,
                Boolean.TRUE.equals(spec.selfHosted()));
    }

    /** The vendor; for a name that the catalogue lacks one of whom nothing is known, if there is a base URL. */
    private Optional<Vendor> vendor(LLMProviderSpec spec, Findings findings) {
        if (spec.vendor() == null) {
            if (spec.baseUrl() == null) {
                findings.invalid("spec", "give vendor, baseUrl or both");
                return Optional.empty();
            }
            return Optional.of(catalogue.generic(format(spec)));
        }
        Optional<Vendor> known = catalogue.vendor(spec.vendor());
        if (known.isEmpty() && spec.baseUrl() != null) {
            return Optional.of(Vendor.unknown(spec.vendor(), format(spec)));
        }
        if (known.isEmpty()) {
            findings.invalid(
                    "spec.vendor",
                    "'" + spec.vendor() + "' is not a known vendor; give baseUrl, or one of "
                            + String.join(", ", catalogue.vendors().keySet()));
        }
        return known;
    }

    /** The format of a vendor of whom nothing is known. */
    private static WireFormat format(LLMProviderSpec spec) {
        return Objects.requireNonNullElse(spec.format(), WireFormat.OPENAI);
    }

    private static void checkApiVersion(String version, Vendor vendor, WireFormat format, Findings findings) {
        if (version == null) {
            return;
        }
        if (!vendor.key().equals("azure") || format != WireFormat.OPENAI) {
            findings.invalid(
                    "spec.apiVersion",
                    "belongs to Azure OpenAI's classic API, which needs vendor azure and format OpenAI");
        } else if (!version.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}(-[a-z0-9]{1,16})?")) {
            findings.invalid("spec.apiVersion", "'" + version + "' is not a version such as 2024-10-21");
        }
    }

    private static TimeoutMillis timeouts(LLMProviderSpec spec, Findings findings) {
        String own = spec.defaults() == null ? null : spec.defaults().timeout();
        Spans.positive(own, Defaults.TOTAL, "spec.defaults.timeout", findings);
        return Spans.timeouts(spec.timeouts(), Objects.requireNonNullElse(own, Defaults.TOTAL), findings);
    }

    private static Map<String, String> headers(Map<String, String> given, Findings findings) {
        Map<String, String> headers = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        new TreeMap<>(given == null ? Map.of() : given).forEach((name, value) -> {
            HeaderGuard.refusal(name, value).ifPresent(why -> findings.invalid("spec.headers['" + name + "']", why));
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                findings.invalid("spec.headers['" + name + "']", "the header is there twice");
            }
            headers.put(name, value);
        });
        return Collections.unmodifiableMap(headers);
    }

    private static void checkModels(List<ProviderModel> models, Findings findings) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            String path = "spec.models[" + i + "]";
            ProviderModel model = models.get(i);
            if (model == null || model.name() == null || model.name().isEmpty()) {
                findings.invalid(path + ".name", "the model's name is missing");
                continue;
            }
            if (!names.add(model.name())) {
                findings.invalid(path + ".name", "model '" + model.name() + "' is listed twice");
            }
            checkModel(model, path, findings);
        }
    }

    private static void checkModel(ProviderModel model, String path, Findings findings) {
        atLeastOne(model.contextWindow(), path + ".contextWindow", findings);
        atLeastOne(model.maxOutputTokens(), path + ".maxOutputTokens", findings);
        RequestParameters.check(model.defaults(), model.maxOutputTokens(), path + ".defaults", findings);
        Prices.check(model, path, findings);
        Profiles.check(model, path, findings);
    }

    private static void atLeastOne(Long tokens, String path, Findings findings) {
        if (tokens != null && tokens < 1) {
            findings.invalid(path, "must be at least 1");
        }
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
